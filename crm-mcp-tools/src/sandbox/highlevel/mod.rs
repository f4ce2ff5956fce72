//! The sandbox of HighLevel. It has one location, [`LOCATION_ID`], and two tokens, [`TOKEN`] and [`READ_TOKEN`].
//!
//! It covers the operations of HighLevel's documented MCP tools and those that other clients ask for first: contacts
//! with tags, tasks, notes and appointments, conversations with messages and emails in and out, calendars with events
//! and notes of appointments, opportunities in pipelines and the reasons why they are lost, orders and transactions, the
//! location with its users, tags and custom fields. HighLevel has many more; whatever is not here is answered as the
//! vendor answers a path that it does not have, `404 Cannot GET …`. What the vendor does to some clients at some times is
//! off unless switched on, as a [`Quirk`].

mod account;
mod calendars;
mod contacts;
mod conversations;
mod door;
mod forms;
mod location;
mod opportunities;
mod payments;
mod routes;
mod seed;

use std::path::Path;

use axum::extract::{FromRef, Request};
use http::Method;

use self::{contacts::search::index::OldIndexes, forms::reply::Refusal};
use super::kit::{
    clock::Clock,
    data::{
        database::{Database, SandboxError},
        store::Store,
    },
    door::{dialect::Dialect, limiter::Limiter, quirks::Quirks},
};

pub use self::{
    account::{LOCATION_ID, READ_TOKEN, TOKEN},
    door::{auth::scopes_of, limits::Limits, quirk::Quirk},
};

/// The database of HighLevel's sandbox. It is marked as `SBX1`.
static DATABASE: Database =
    Database::new(include_str!("schema.sql"), 0x5342_5831, |connection, clock| Box::pin(seed::fill(connection, clock)));

/// A CRM of its own; see the [module](self). Clones share the data, the rate limits and the quirks.
#[derive(Debug, Clone)]
pub struct Sandbox {
    store: Store,
    limiter: Limiter<2>,
    quirks: Quirks<Quirk>,
    old_indexes: OldIndexes,
}

impl Sandbox {
    /// A sandbox with the demo data, kept in memory: the same every time, for tests, as of [`Clock::fixed`].
    pub async fn in_memory() -> Result<Self, SandboxError> {
        Self::in_memory_at(Clock::fixed()).await
    }

    /// A sandbox with the demo data, kept in memory, as of this clock. [`Clock::today`] is the one for a demo.
    pub async fn in_memory_at(clock: Clock) -> Result<Self, SandboxError> {
        Ok(Self::new(DATABASE.in_memory(clock).await?))
    }

    /// A sandbox kept in a file. A file that does not exist yet is filled with the demo data as of [`Clock::fixed`]; one
    /// that does is used as it is, or refused if it cannot be written or the sandbox did not write it. What was answered
    /// with success is in the file, whatever happens to the process; while nothing writes, the file alone is a whole copy.
    pub async fn open(path: &Path) -> Result<Self, SandboxError> {
        Self::open_at(path, Clock::fixed()).await
    }

    /// As [`open`](Self::open), with the demo data as of this clock if the file does not exist yet. A file that does
    /// keeps its dates.
    pub async fn open_at(path: &Path, clock: Clock) -> Result<Self, SandboxError> {
        Ok(Self::new(DATABASE.open(path, clock).await?))
    }

    fn new(store: Store) -> Self {
        Self { store, limiter: Limits::default().limiter(), quirks: Quirks::none(), old_indexes: OldIndexes::default() }
    }

    /// The same sandbox with other rate limits than the vendor's, counted from now.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limiter: limits.limiter(), ..self }
    }

    /// The same sandbox with one more of the vendor's [quirks](Quirk), which begin from now.
    #[must_use]
    pub fn with_quirk(self, quirk: Quirk) -> Self {
        Self { quirks: self.quirks.with(quirk), old_indexes: OldIndexes::default(), ..self }
    }

    /// How many records requests have changed since the sandbox was opened: inserted, updated or deleted, whatever the
    /// request's method. What was refused or failed has changed none.
    pub fn changes(&self) -> u64 {
        self.store.changes()
    }

    /// Waits for the requests that are running and closes the database, as a program does before it ends: the file is
    /// then complete and nothing is left beside it. Data in memory is gone. Requests after that fail, to clones as well.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// Whether the database answers. Counts against no rate limit.
    pub async fn is_ready(&self) -> bool {
        DATABASE.answers(&self.store).await
    }
}

impl Dialect for Sandbox {
    type Quirk = Quirk;
    type Refusal = Refusal;

    const HTML_ERRORS: Quirk = Quirk::HtmlErrors;
    const LOST_ANSWER: Quirk = Quirk::LostAnswer;

    fn is_write(request: &Request) -> bool {
        request.method() != Method::GET && !request.uri().path().ends_with("/search")
    }
}

impl FromRef<Sandbox> for OldIndexes {
    fn from_ref(sandbox: &Sandbox) -> Self {
        sandbox.old_indexes.clone()
    }
}

impl FromRef<Sandbox> for Store {
    fn from_ref(sandbox: &Sandbox) -> Self {
        sandbox.store.clone()
    }
}

impl FromRef<Sandbox> for Quirks<Quirk> {
    fn from_ref(sandbox: &Sandbox) -> Self {
        sandbox.quirks.clone()
    }
}
