//! The vendor's operations on contacts.

pub(crate) mod appointments;
pub(crate) mod delete;
pub(crate) mod document;
pub(crate) mod notes;
mod properties;
pub(crate) mod read;
pub(crate) mod row;
pub(crate) mod search;
pub(crate) mod tags;
pub(crate) mod tasks;
pub(crate) mod write;
