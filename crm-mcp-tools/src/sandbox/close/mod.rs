//! The sandbox of Close. It has one organization with four users; [`API_KEY`] is the key of the first.
//!
//! It covers what Close's MCP tools need: leads, contacts, opportunities with pipelines and statuses, tasks, activities
//! of every kind, comments, custom fields, custom activities and objects, templates, smart views, workflows, outcomes,
//! scheduling links, users, groups and the organization. Its paths begin with `/api/v1/`. Close has more; whatever is
//! not here is answered as a path that is not there. What Close does to some clients at some times is off unless
//! switched on, as a [`CloseQuirk`].
//!
//! Every resource is data: what it says of itself is in `resources`, and one engine answers for all.
//!
//! ```
//! # use crm_mcp_tools::sandbox::close::{API_KEY, CloseSandbox};
//! # use tower::ServiceExt as _;
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = CloseSandbox::in_memory().await?;
//! let request = http::Request::get("/api/v1/lead/?_limit=5")
//!     .header("authorization", format!("Bearer {API_KEY}"))
//!     .body(axum::body::Body::empty())?;
//! let response = sandbox.router().oneshot(request).await?;
//! assert_eq!(response.status(), 200);
//! # Ok(())
//! # }
//! # tokio::runtime::Runtime::new().unwrap().block_on(example()).unwrap();
//! ```

mod answers;
mod door;
mod engine;
mod keys;
mod resources;
mod search;
mod seed;

use std::path::Path;

use axum::extract::Request;
use http::Method;

use self::{
    answers::close_refusal::CloseRefusal,
    door::{close_limits::EndpointLimiter, meant_method},
};
use super::kit::{
    clock::Clock,
    data::{
        database::{Database, SandboxError},
        store::Store,
    },
    door::{dialect::Dialect, quirks::Quirks},
};

pub use self::{
    door::{close_limits::CloseLimits, close_quirk::CloseQuirk},
    keys::API_KEY,
};

/// The database of Close's sandbox. It is marked as `SBC1`.
static DATABASE: Database =
    Database::new(include_str!("schema.sql"), 0x5342_4331, |connection, clock| Box::pin(seed::fill(connection, clock)));

/// A Close of its own; see the [module](self). Clones share the data, the rate limits and the quirks.
#[derive(Debug, Clone)]
pub struct CloseSandbox {
    store: Store,
    limiter: EndpointLimiter,
    quirks: Quirks<CloseQuirk>,
}

impl CloseSandbox {
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
        Self { store, limiter: EndpointLimiter::new(CloseLimits::default()), quirks: Quirks::none() }
    }

    /// The same sandbox with other rate limits than Close's, counted from now.
    #[must_use]
    pub fn with_limits(self, limits: CloseLimits) -> Self {
        Self { limiter: EndpointLimiter::new(limits), ..self }
    }

    /// The same sandbox with one more of Close's [quirks](CloseQuirk), which begin from now.
    #[must_use]
    pub fn with_quirk(self, quirk: CloseQuirk) -> Self {
        Self { quirks: self.quirks.with(quirk), ..self }
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

impl Dialect for CloseSandbox {
    type Quirk = CloseQuirk;
    type Refusal = CloseRefusal;

    const HTML_ERRORS: CloseQuirk = CloseQuirk::HtmlErrors;
    const LOST_ANSWER: CloseQuirk = CloseQuirk::LostAnswer;

    fn is_write(request: &Request) -> bool {
        meant_method::of(request.method(), request.headers()) != Method::GET
            && !request.uri().path().starts_with("/api/v1/data/search/")
    }
}
