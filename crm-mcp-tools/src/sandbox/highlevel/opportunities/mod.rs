//! The vendor's operations on opportunities and their pipelines.

pub(crate) mod document;
pub(crate) mod lost_reasons;
pub(crate) mod pipelines;
pub(crate) mod read;
pub(crate) mod row;
pub(crate) mod search;
pub(crate) mod status;
pub(crate) mod upsert;
pub(crate) mod write;
