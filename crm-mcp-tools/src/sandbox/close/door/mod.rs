//! What a request passes on its way: the key, the rate limits, the path that it names.

pub(crate) mod api_key;
pub(crate) mod close_limits;
pub(crate) mod close_quirk;
pub(crate) mod endpoint;
pub(crate) mod meant_method;
pub(crate) mod serve;
