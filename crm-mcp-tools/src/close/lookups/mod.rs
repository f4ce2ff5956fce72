//! What is looked up beside a record: names, definitions, ids behind names.

mod close_custom_fields;
mod complete;
pub(in crate::close) mod list_in_record;
pub(in crate::close) mod plain_list;
