//! The texts of activities, and whether they are sent.

pub(crate) mod delivery;
pub(crate) mod markup;
