//! What a sandbox keeps: its database, the connections to it, and parts of its statements.

pub(crate) mod column;
pub(crate) mod conditions;
pub(crate) mod database;
pub(crate) mod documents;
pub(crate) mod number;
pub(crate) mod page;
pub(crate) mod store;
