//! A CRM that behaves like HighLevel's API: the same paths, bodies, status codes, errors and rate limits, kept in
//! SQLite and filled with the same believable data every time.
//!
//! It serves as the embedded default of a server, as the other side in tests, and, on a port, as an API that any
//! HighLevel client can be pointed at. It has one location, [`LOCATION_ID`], and two tokens, [`TOKEN`] and
//! [`READ_TOKEN`].
//!
//! It covers the operations of HighLevel's documented MCP tools and those that other clients ask for first: contacts
//! with tags, tasks, notes and appointments, conversations with messages and emails in and out, calendars with events
//! and notes of appointments, opportunities in pipelines and the reasons why they are lost, orders and transactions, the
//! location with its users, tags and custom fields. HighLevel has many more; whatever is not here is answered as the
//! vendor answers a path that it does not have, `404 Cannot GET …`. Nothing leaves it: a message that is sent is only in
//! its conversation. The demo data has a fixed date, for tests, or is as of this week, for a demo: see [`Clock`]. What the
//! vendor does to some clients at some times is off unless switched on, as a
//! [`Quirk`].
//!
//! ```
//! # use crm_mcp_tools::sandbox::{Sandbox, TOKEN};
//! # use tower::ServiceExt as _;
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::in_memory().await?;
//! let request = http::Request::get("/contacts/?locationId=SandboxLocation00001&limit=5")
//!     .header("authorization", format!("Bearer {TOKEN}"))
//!     .header("version", "2021-07-28")
//!     .body(axum::body::Body::empty())?;
//! let response = sandbox.router().oneshot(request).await?;
//! assert_eq!(response.status(), 200);
//! # Ok(())
//! # }
//! # tokio::runtime::Runtime::new().unwrap().block_on(example()).unwrap();
//! ```

mod account;
mod auth;
mod calendars;
mod clock;
mod column;
mod conditions;
mod contacts;
mod conversations;
mod custom_values;
mod database;
mod dates;
mod gateway;
mod input;
mod limits;
mod live_shapes;
mod location;
mod number;
mod opportunities;
mod payments;
mod quirks;
mod random;
mod reply;
mod routes;
mod seed;
mod store;
mod tags;
mod users;
mod validate;

use std::path::Path;

use axum::extract::FromRef;

pub use account::{LOCATION_ID, READ_TOKEN, TOKEN};
pub use auth::scopes_of;
pub use clock::Clock;
pub use database::SandboxError;
pub use limits::Limits;
pub use quirks::Quirk;

use limits::Limiter;
use quirks::Quirks;
use store::Store;

/// A CRM of its own; see the [module](self). Clones share the data, the rate limits and the quirks.
#[derive(Debug, Clone)]
pub struct Sandbox {
    store: Store,
    limiter: Limiter,
    quirks: Quirks,
}

impl Sandbox {
    /// A sandbox with the demo data, kept in memory: the same every time, for tests, as of [`Clock::fixed`].
    pub async fn in_memory() -> Result<Self, SandboxError> {
        Self::in_memory_at(Clock::fixed()).await
    }

    /// A sandbox with the demo data, kept in memory, as of this clock. [`Clock::today`] is the one for a demo.
    pub async fn in_memory_at(clock: Clock) -> Result<Self, SandboxError> {
        Ok(Self::new(database::in_memory(clock).await?))
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
        Ok(Self::new(database::open(path, clock).await?))
    }

    fn new(store: Store) -> Self {
        Self { store, limiter: Limiter::new(Limits::default()), quirks: Quirks::default() }
    }

    /// The same sandbox with other rate limits than the vendor's, counted from now.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limiter: Limiter::new(limits), ..self }
    }

    /// The same sandbox with one more of the vendor's [quirks](Quirk), which begin from now.
    #[must_use]
    pub fn with_quirk(self, quirk: Quirk) -> Self {
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
        database::answers(&self.store).await
    }
}

impl FromRef<Sandbox> for Store {
    fn from_ref(sandbox: &Sandbox) -> Self {
        sandbox.store.clone()
    }
}

impl FromRef<Sandbox> for Quirks {
    fn from_ref(sandbox: &Sandbox) -> Self {
        sandbox.quirks.clone()
    }
}
