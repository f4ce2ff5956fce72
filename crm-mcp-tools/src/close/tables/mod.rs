//! What is known of Close's API, as data.

pub(in crate::close) mod activity_types;
pub(in crate::close) mod argument_names;
pub(in crate::close) mod field_source;
pub(in crate::close) mod look_ups;
pub mod operations;
pub(in crate::close) mod rate_limit;
pub(in crate::close) mod record_kinds;
pub(in crate::close) mod refusals;
pub(in crate::close) mod rights;
pub(in crate::close) mod task_types;
