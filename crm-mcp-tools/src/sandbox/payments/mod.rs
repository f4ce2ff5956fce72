//! The vendor's operations on payments.

pub(crate) mod orders;
pub(crate) mod transactions;
