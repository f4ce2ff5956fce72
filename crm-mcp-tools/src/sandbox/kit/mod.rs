//! What the sandbox of any CRM needs: a clock, a store, repeatable random numbers. Nothing here knows a vendor.

pub(crate) mod clock;
pub(crate) mod column;
pub(crate) mod conditions;
pub(crate) mod dialect;
pub(crate) mod gateway;
pub(crate) mod input;
pub(crate) mod limiter;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod quirks;
pub(crate) mod random;
pub(crate) mod store;

pub use self::clock::Clock;
