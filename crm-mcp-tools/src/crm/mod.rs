//! What the tools of every CRM share. Nothing here knows a vendor.

pub(crate) mod memory;
