//! Reading the statuses that leads can have.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::{Every, HasList},
        records::LeadStatus,
        shapes::{ById, Find, FoundPage},
        tables::{
            operations::{GET_LEAD_STATUS, LIST_LEAD_STATUSES},
            record_kinds::LEAD_STATUS,
        },
    },
    crm::{operation::Read, record::Record},
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

/// Reads a status that leads can have.
#[tool(title = "Fetch lead status", read, public)]
pub async fn fetch_lead_status(crm: &Close, args: ById) -> Result<Record<LeadStatus>, ToolError> {
    LEAD_STATUS.check(&args.id)?;
    crm.fetch(&GET_LEAD_STATUS, args).await
}
