//! What the demo data is made from.

pub(crate) mod companies;
pub(crate) mod correspondence;
pub(crate) mod deals_at_hand;
pub(crate) mod field_list;
pub(crate) mod jottings;
