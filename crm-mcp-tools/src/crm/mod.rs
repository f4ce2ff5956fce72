//! What the tools of every CRM share. Nothing here knows a vendor.

pub(crate) mod call_state;
pub(crate) mod choice;
pub(crate) mod confirm;
pub(crate) mod context;
pub(crate) mod follower;
pub(crate) mod memory;
pub(crate) mod naming;
pub(crate) mod page;
pub mod record;
pub(crate) mod value;
