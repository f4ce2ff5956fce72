//! Listing the outcomes that calls or meetings can have.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::plain_list::{Every, HasList},
        records::ActivityOutcome,
        shapes::{Find, FoundPage},
        tables::operations::LIST_OUTCOMES,
    },
    crm::{
        operation::Read,
        page::{List, Page},
    },
};

impl HasList for ActivityOutcome {
    const NAME: &'static str = "outcomes";
    const OPERATION: &'static Read = &LIST_OUTCOMES;
}

/// The outcomes that calls can have.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CallOutcomes {}

/// The outcomes that meetings can have.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MeetingOutcomes {}

// The API lists the outcomes of both, and has no filter. A page may therefore have fewer than were asked for.
macro_rules! applying_to {
    ($($outcomes:ty: $name:literal, $what:literal;)*) => {$(
        impl List for $outcomes {
            const NAME: &'static str = $name;
            type Dialect = CloseDialect;
            type Slim = ActivityOutcome;
            type At = u64;

            async fn page(&self, crm: &Close, at: Option<&u64>, limit: u16) -> Result<Page<ActivityOutcome, u64>, ToolError> {
                let mut page = Every::<ActivityOutcome>::default().page(crm, at, limit).await?;
                page.rows.retain(|outcome| outcome.applies_to.iter().any(|what| what == $what));
                page.total = None;
                Ok(page)
            }
        }
    )*};
}

applying_to! {
    CallOutcomes: "callOutcomes", "calls";
    MeetingOutcomes: "meetingOutcomes", "meetings";
}

/// Lists the outcomes that calls can have.
#[tool(title = "Find call outcomes", read, public)]
pub async fn find_call_outcomes(
    crm: &Close,
    args: Find<CallOutcomes>,
) -> Result<FoundPage<ActivityOutcome>, ToolError> {
    crm.find(args).await
}

/// Lists the outcomes that meetings can have.
#[tool(title = "Find meeting outcomes", read, public)]
pub async fn find_meeting_outcomes(
    crm: &Close,
    args: Find<MeetingOutcomes>,
) -> Result<FoundPage<ActivityOutcome>, ToolError> {
    crm.find(args).await
}
