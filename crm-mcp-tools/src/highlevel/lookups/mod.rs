//! What is looked up in a location: lists that are kept for a while, and who or what is meant by a name, an address or an id.

pub(in crate::highlevel) mod calendars;
pub(in crate::highlevel) mod contacts;
pub(in crate::highlevel) mod custom_fields;
mod ids;
pub(in crate::highlevel) mod lost_reasons;
pub(in crate::highlevel) mod new_tags;
pub(in crate::highlevel) mod pipelines;
pub(in crate::highlevel) mod recipient;
pub(in crate::highlevel) mod stages;
pub(in crate::highlevel) mod users;
pub(in crate::highlevel) mod zone;
