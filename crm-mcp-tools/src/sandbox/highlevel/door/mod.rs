//! What a request passes on the way to its operation: the network, the rate limit, the check of its token.

pub(crate) mod auth;
pub(crate) mod limits;
pub(crate) mod quirk;
