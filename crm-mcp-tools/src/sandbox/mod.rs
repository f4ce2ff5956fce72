//! CRMs that behave like the vendors' APIs: the same paths, bodies, status codes, errors and rate limits, kept in SQLite
//! and filled with the same believable data every time.
//!
//! A sandbox serves as the embedded default of a server, as the other side in tests, and, on a port, as an API that any
//! client of the vendor can be pointed at. Nothing leaves it: a message that is sent is only in its conversation. The demo
//! data has a fixed date, for tests, or is as of this week, for a demo: see [`Clock`].
//!
//! Each CRM has a module: [`highlevel`] and [`close`]. [`Sandbox`] and the names that belong to it are HighLevel's.
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

pub mod close;
pub mod highlevel;
mod kit;

pub use self::{
    highlevel::{LOCATION_ID, Limits, Quirk, READ_TOKEN, Sandbox, TOKEN, scopes_of},
    kit::{Clock, SandboxError},
};
