//! Writes: how each is shown to the user, and what came of it.

pub(in crate::close) mod address_change;
mod amount;
mod applied_fields;
pub(in crate::close) mod enrichment_change;
mod lost_record;
mod names_behind;
pub(in crate::close) mod of_read_lists;
pub(in crate::close) mod record_change;
mod wording;
pub(in crate::close) mod writes;
