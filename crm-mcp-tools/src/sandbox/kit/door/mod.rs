//! What a request passes before the operations of a CRM: the network, the rate limits, the reading of its parts.

pub(crate) mod dialect;
pub(crate) mod gateway;
pub(crate) mod input;
pub(crate) mod limiter;
pub(crate) mod quirks;
pub(crate) mod validate;
