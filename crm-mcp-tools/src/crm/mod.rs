//! What the tools of every CRM share. Nothing here knows a vendor.

pub(crate) mod memory;
pub(crate) mod naming;
pub(crate) mod record;
pub(crate) mod value;
