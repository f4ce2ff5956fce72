//! The tools, a folder for each service of the API, and the choice among them.

pub(in crate::highlevel) mod calendars;
mod confirm_by_name;
pub(in crate::highlevel) mod contacts;
pub(in crate::highlevel) mod conversations;
mod given_texts;
pub(in crate::highlevel) mod locations;
pub(in crate::highlevel) mod opportunities;
pub(in crate::highlevel) mod payments;
pub(in crate::highlevel) mod toolsets;
