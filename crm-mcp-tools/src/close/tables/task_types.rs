//! The types of tasks that can be created.

/// Something to do.
pub(in crate::close) const TO_DO: &str = "lead";
/// A call to make.
pub(in crate::close) const CALL: &str = "outgoing_call";
