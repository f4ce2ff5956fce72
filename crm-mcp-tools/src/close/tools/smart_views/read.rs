//! Reading a smart view.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        records::SmartView,
        shapes::ById,
        tables::{operations::GET_SMART_VIEW, record_kinds::SMART_VIEW},
    },
    crm::record::Record,
};

/// Reads a smart view of leads; lead_search with its id gives the leads.
#[tool(title = "Fetch lead smart view", read, public)]
pub async fn fetch_lead_smart_view(crm: &Close, args: ById) -> Result<Record<SmartView>, ToolError> {
    SMART_VIEW.check(&args.id)?;
    crm.fetch(&GET_SMART_VIEW, args).await
}
