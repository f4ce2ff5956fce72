//! Creating, renaming and deleting the statuses that leads can have.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::LeadStatus,
        shapes::given_fields::fields_of,
        shapes::{Deleted, OnlyId, WrittenRecord},
        tables::{
            operations::{CREATE_LEAD_STATUS, DELETE_LEAD_STATUS, UPDATE_LEAD_STATUS},
            record_kinds::LEAD_STATUS,
        },
    },
    crm::value::Id,
};

/// A status of leads to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewLeadStatus {
    /// What it is called.
    pub label: String,
}

/// Creates a status that leads can have, for the whole organization.
#[tool(title = "Create lead status", create, public)]
pub async fn create_lead_status(
    crm: &Close,
    args: NewLeadStatus,
    call: &Call,
) -> Result<WrittenRecord<LeadStatus>, ToolError> {
    crm.create(&LEAD_STATUS, &CREATE_LEAD_STATUS, &fields_of(&args)?, call).await
}

/// The new label of a status of leads.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LeadStatusName {
    /// Id of the status.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Its new label.
    pub label: String,
}

/// Renames a status that leads can have, for the whole organization. update_lead changes the status of a lead.
#[tool(title = "Update lead status", update, public)]
pub async fn update_lead_status(
    crm: &Close,
    args: LeadStatusName,
    call: &Call,
) -> Result<WrittenRecord<LeadStatus>, ToolError> {
    crm.update(&LEAD_STATUS, &UPDATE_LEAD_STATUS, &args.id, &fields_of(&args)?, call).await
}

/// Deletes a status of leads that is not in use and not the last one; only if the user asked for it.
#[tool(title = "Delete lead status", delete, public)]
pub async fn delete_lead_status(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&LEAD_STATUS, &DELETE_LEAD_STATUS, &args.id, call).await
}
