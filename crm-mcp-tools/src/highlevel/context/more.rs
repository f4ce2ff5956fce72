//! The lists of a location: how each goes on.

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::HighLevel;
use crate::crm::{
    page::{self, List, Paging, Rest},
    record::{Fields, Record},
};

/// How a list goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct More {
    /// Whether there are more records.
    pub has_more: bool,
    /// Give it as cursor for the next page. Absent after the last page; with hasMore true, HighLevel cannot go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many records there are in all, where HighLevel says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// How many records are left out here, because HighLevel gave them in a form that cannot be read.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: usize,
    /// What could not be read and is therefore not in this answer, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// Where HighLevel did not do as asked, and what was done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl From<Rest> for More {
    fn from(rest: Rest) -> Self {
        let Rest { has_more, next_cursor, total, unreadable, missing, note } = rest;
        Self { has_more, next_cursor, total, unreadable, missing, note }
    }
}

impl HighLevel {
    /// Records of a list, from the cursor or from `start` on: at most as many as are wanted, and as fit the answer.
    pub(crate) async fn list<L: List<Crm = Self>, const MAX: u16>(
        &self,
        filter: L,
        paging: Paging<MAX>,
        fields: Fields,
        start: Option<L::At>,
    ) -> Result<(Vec<Record<L::Slim>>, More), ToolError> {
        let (records, rest) = page::list(self, filter, paging, fields, start).await?;
        Ok((records, rest.into()))
    }
}
