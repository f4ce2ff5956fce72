//! Close's search: what it is asked for, and what it finds.

pub(in crate::close) mod data_search;
pub(in crate::close) mod search_query;
pub(in crate::close) mod searched_records;
