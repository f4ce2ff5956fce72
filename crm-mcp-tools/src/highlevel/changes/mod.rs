//! Changes of a location: what the user is asked before, and what was not applied.

pub(in crate::highlevel) mod applied;
pub(in crate::highlevel) mod confirm;
