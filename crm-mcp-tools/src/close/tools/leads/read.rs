//! Reading a lead.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        records::Lead,
        shapes::ById,
        tables::{operations::GET_LEAD, record_kinds::LEAD},
    },
    crm::record::Record,
};

/// Reads a lead, the company, with its contacts and addresses.
#[tool(title = "Fetch lead", read, public)]
pub async fn fetch_lead(crm: &Close, args: ById) -> Result<Record<Lead>, ToolError> {
    LEAD.check(&args.id)?;
    crm.fetch(&GET_LEAD, args).await
}
