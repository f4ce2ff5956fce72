//! What a write answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::Record;

/// A record after it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(bound(deserialize = "Record<T>: Deserialize<'de>"))]
#[non_exhaustive]
pub struct WrittenRecord<T> {
    /// The record as Close answered it.
    #[serde(flatten)]
    pub record: Record<T>,
    /// Fields that were sent and whose value Close's answer does not have: read the record before sending them again.
    #[serde(default, rename = "notApplied", skip_serializing_if = "Vec::is_empty")]
    pub not_applied: Vec<String>,
}

impl<T> WrittenRecord<T> {
    /// A record that has all that was sent, but for these fields.
    pub(in crate::close) fn new(record: Record<T>, not_applied: Vec<String>) -> Self {
        Self { record, not_applied }
    }
}

/// A record that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Deleted {
    /// Id of the record that was deleted.
    pub deleted: String,
}

impl Deleted {
    /// The record with this id.
    pub(in crate::close) fn new(id: impl Into<String>) -> Self {
        Self { deleted: id.into() }
    }
}
