//! How requests reach a CRM: where they are sent, how fast, and how often. Nothing here knows a vendor.
//!
//! A request is data, an [`http::Request`]. An [`Upstream`] sends it, once. Around that stand pacing by the quota the
//! CRM reports, and retries, of reads only.

mod deadline;
#[cfg(feature = "sandbox")]
mod in_process;
mod network;
pub(crate) mod pace;
pub(crate) mod retry;
mod token;
mod upstream;

pub(crate) use deadline::Deadline;
#[cfg(feature = "sandbox")]
pub use in_process::InProcess;
pub use network::Network;
pub use pace::{Burst, DayLimit, Quota};
pub use token::{TokenError, TokenSource};
pub use upstream::{Upstream, UpstreamError};
