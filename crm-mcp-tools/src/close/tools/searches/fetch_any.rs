//! Reading a lead or a contact, whichever the id is of.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::{CloseContact, Lead},
        shapes::ById,
        tables::{
            operations::{GET_CONTACT, GET_LEAD},
            record_kinds::{CONTACT, LEAD},
        },
    },
    crm::record::Record,
};

/// What the id is of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FetchedRecord {
    /// The lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Record<Lead>>,
    /// The contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Record<CloseContact>>,
}

// The arguments of this tool of Close's are not known: these are the parameters of the operations behind it.
/// Reads what search has found: a lead (lead_…) or a contact (cont_…) by its id.
#[tool(title = "Fetch", read, public)]
pub async fn fetch(crm: &Close, args: ById) -> Result<FetchedRecord, ToolError> {
    let is_of = |prefix| args.id.as_str().starts_with(prefix);
    if is_of(LEAD.prefix) {
        return Ok(FetchedRecord { lead: Some(crm.fetch(&GET_LEAD, args).await?), contact: None });
    }
    if is_of(CONTACT.prefix) {
        return Ok(FetchedRecord { contact: Some(crm.fetch(&GET_CONTACT, args).await?), lead: None });
    }
    let cause = format!("`{}` is the id of neither a lead nor a contact", args.id);
    Err(ToolError::new(ErrorCode::InvalidArguments, cause)
        .with_next_step("give one that begins with lead_ or cont_; other records have fetch tools of their own"))
}
