//! Reading an opportunity.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        records::CloseOpportunity,
        shapes::ById,
        tables::{operations::GET_OPPORTUNITY, record_kinds::OPPORTUNITY},
    },
    crm::record::Record,
};

/// Reads an opportunity with its value, status, note and custom fields. The value is in cents: 10000 is 100.00.
#[tool(title = "Fetch opportunity", read, public)]
pub async fn fetch_opportunity(crm: &Close, args: ById) -> Result<Record<CloseOpportunity>, ToolError> {
    OPPORTUNITY.check(&args.id)?;
    crm.fetch(&GET_OPPORTUNITY, args).await
}
