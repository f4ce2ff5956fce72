//! Changing and deleting smart views of leads.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::SmartView,
        shapes::given_fields::fields_of,
        shapes::{Deleted, OnlyId, Patch, WrittenRecord},
        tables::{
            operations::{DELETE_SMART_VIEW, UPDATE_SMART_VIEW},
            record_kinds::SMART_VIEW,
        },
    },
    crm::value::Id,
};

/// The changes to a smart view.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SmartViewUpdate {
    /// Id of the smart view.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub description: Patch<String>,
}

/// Overwrites the name or description of a smart view; what it finds stays.
#[tool(title = "Update lead smart view", update, public)]
pub async fn update_lead_smart_view(
    crm: &Close,
    args: SmartViewUpdate,
    call: &Call,
) -> Result<WrittenRecord<SmartView>, ToolError> {
    crm.update(&SMART_VIEW, &UPDATE_SMART_VIEW, &args.id, &fields_of(&args)?, call).await
}

/// Deletes a smart view, not the leads that it finds; only if the user asked for it.
#[tool(title = "Delete lead smart view", delete, public)]
pub async fn delete_lead_smart_view(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&SMART_VIEW, &DELETE_SMART_VIEW, &args.id, call).await
}
