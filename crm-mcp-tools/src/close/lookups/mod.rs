//! What is looked up beside a record: names, definitions, ids behind names.

mod close_custom_fields;
mod close_statuses;
mod complete;
pub(in crate::close) mod custom_types;
pub(in crate::close) mod list_in_record;
mod members;
pub(in crate::close) mod plain_list;
pub(in crate::close) mod searching;
pub(in crate::close) mod skipped_page;
mod whole_list;
