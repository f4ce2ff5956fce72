//! The client of a call: what it can do, what is remembered of it, and the way back to it.

mod capabilities;
mod change;
mod client_request;
mod connection;
mod outlet;
mod peer;
mod unless;

pub use capabilities::ClientCapabilities;
pub(crate) use change::Change;
pub use client_request::ClientRequest;
pub(crate) use connection::RunningRequest;
pub use connection::{ChangeStream, Connection};
pub(crate) use outlet::notification;
pub use outlet::{Outgoing, Outlet};
pub use peer::Peer;
pub(super) use unless::unless;
