//! What HighLevel's documents say, as data: operations, scopes, the form of ids, the names of headers and of secrets.

pub(in crate::highlevel) mod id_form;
pub mod operations;
pub(in crate::highlevel) mod quota_headers;
pub(in crate::highlevel) mod refusals;
pub mod scopes;
pub(in crate::highlevel) mod secrets;
