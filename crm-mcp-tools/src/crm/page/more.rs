//! How a list goes on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a list goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct More {
    /// Whether there are more records.
    pub has_more: bool,
    /// Give it as cursor for the next page. Absent after the last page; with hasMore true, the CRM cannot go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many records there are in all, where the CRM says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// How many records are left out here, because the CRM gave them in a form that cannot be read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: usize,
    /// What could not be read and is therefore not in this answer, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// Where the CRM did not do as asked, and what was done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
