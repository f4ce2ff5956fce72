//! The vendor's operations on payments.

mod amounts;
pub(crate) mod orders;
pub(crate) mod transactions;
