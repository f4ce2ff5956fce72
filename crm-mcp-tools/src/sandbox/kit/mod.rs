//! What the sandbox of any CRM needs: a clock, a database, a way in, repeatable random numbers. Nothing here knows a
//! vendor.

pub(crate) mod clock;
pub(crate) mod data;
pub(crate) mod door;
pub(crate) mod object;
pub(crate) mod random;

pub use self::{clock::Clock, data::database::SandboxError};
