//! A tenant as reached by one grant: what contexts share of it, and the tenants that a client remembers.

pub(crate) mod counted;
pub(crate) mod grant;
pub(crate) mod identity;
pub(crate) mod paces;
pub(crate) mod pacing;
pub(crate) mod remembered;
pub(crate) mod renewals;
pub(crate) mod tenants;
pub(crate) mod tokens;
