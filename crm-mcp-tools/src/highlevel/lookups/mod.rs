//! What is looked up in a location: lists that are kept for a while, custom fields and users by name.

pub(in crate::highlevel) mod custom_fields;
pub(in crate::highlevel) mod users;
