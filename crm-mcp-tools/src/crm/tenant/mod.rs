//! A tenant as reached with one credential: what contexts share of it, and the tenants that a client remembers.

pub(crate) mod identity;
pub(crate) mod pacing;
pub(crate) mod remembered;
pub(crate) mod tenants;
