//! What is learnt of a tenant and kept for a while: lists that turn ids into names, and names into ids.

pub(crate) mod asked;
pub(crate) mod recent;
