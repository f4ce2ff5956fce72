//! What answers for every resource by what the resource says of itself.

pub(crate) mod close_ids;
pub(crate) mod entry;
pub(crate) mod field_values;
pub(crate) mod listing;
pub(crate) mod object_kind;
pub(crate) mod query_filter;
pub(crate) mod records;
pub(crate) mod references;
pub(crate) mod related;
pub(crate) mod resource;
pub(crate) mod showing;
