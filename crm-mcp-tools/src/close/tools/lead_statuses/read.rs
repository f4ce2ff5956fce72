//! Listing the statuses that leads can have.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::{Every, HasList},
        records::LeadStatus,
        shapes::{Find, FoundPage},
        tables::operations::LIST_LEAD_STATUSES,
    },
    crm::operation::Read,
};

impl HasList for LeadStatus {
    const NAME: &'static str = "leadStatuses";
    const OPERATION: &'static Read = &LIST_LEAD_STATUSES;
    const IS_PAGED: bool = false;
}

/// Lists the statuses that leads can have.
#[tool(title = "Find lead statuses", read, public)]
pub async fn find_lead_statuses(
    crm: &Close,
    args: Find<Every<LeadStatus>>,
) -> Result<FoundPage<LeadStatus>, ToolError> {
    crm.find(args).await
}
