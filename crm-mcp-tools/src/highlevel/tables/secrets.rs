//! What HighLevel tells and no tool shows.

/// The names of the fields, wherever they stand in an answer.
pub(in crate::highlevel) const SECRETS: [&str; 4] = ["ssn", "ip", "ipAddress", "chargeSnapshot"];

/// Whether a field with this name is never shown.
pub(in crate::highlevel) fn is_secret(name: &str) -> bool {
    SECRETS.contains(&name)
}
