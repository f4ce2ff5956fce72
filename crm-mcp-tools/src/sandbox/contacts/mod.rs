//! The vendor's operations on contacts.

mod custom_values;
pub(crate) mod document;
mod filter;
pub(crate) mod index;
pub(crate) mod list;
mod properties;
pub(crate) mod read;
pub(crate) mod row;
pub(crate) mod search;
mod sort;
pub(crate) mod tags;
pub(crate) mod tasks;
pub(crate) mod write;
