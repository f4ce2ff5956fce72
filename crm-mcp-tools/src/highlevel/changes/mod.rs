//! Changes of a location: what the user is shown before, what was not applied, what came of a create without an answer.

pub(in crate::highlevel) mod applied;
mod lines;
pub(in crate::highlevel) mod location_change;
pub(in crate::highlevel) mod lost_create;
pub(in crate::highlevel) mod whom;
