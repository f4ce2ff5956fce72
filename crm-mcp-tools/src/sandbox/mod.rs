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

mod highlevel;
mod kit;

pub use self::{
    highlevel::{LOCATION_ID, Limits, Quirk, READ_TOKEN, Sandbox, TOKEN, scopes_of},
    kit::{Clock, SandboxError},
};
