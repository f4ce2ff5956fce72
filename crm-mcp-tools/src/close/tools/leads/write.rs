//! Creating, changing and deleting leads.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::Lead,
        shapes::given_fields::fields_of,
        shapes::{Deleted, GivenCustomFields, OnlyId, Patch, WrittenRecord},
        tables::{
            operations::{CREATE_LEAD, DELETE_LEAD, UPDATE_LEAD},
            record_kinds::LEAD,
        },
    },
    crm::value::Id,
};

/// A lead to create.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewLead {
    /// Name of the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Label or id of the lead status.
    #[serde(skip_serializing)]
    pub status_id: Option<String>,
    /// Values by the field's id or name.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

/// Creates a lead, a company; create_contact adds its people.
#[tool(title = "Create lead", create, public)]
pub async fn create_lead(crm: &Close, args: NewLead, call: &Call) -> Result<WrittenRecord<Lead>, ToolError> {
    let mut body = fields_of(&args)?;
    if let Some(status) = &args.status_id {
        body.insert("status_id".to_owned(), crm.lead_status_id(status).await?.into());
    }
    crm.add_custom_fields(&mut body, "lead", &args.custom_fields).await?;
    crm.create(&LEAD, &CREATE_LEAD, &body, call).await
}

/// The changes to a lead.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LeadUpdate {
    /// Id of the lead.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Name of the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What is known of it; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub description: Patch<String>,
    /// Website; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub url: Patch<String>,
    /// Label or id of the lead status.
    #[serde(skip_serializing)]
    pub status_id: Option<String>,
    /// Values by the field's id or name; null or clear empties one.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

/// Overwrites the given fields of a lead and leaves the others.
#[tool(title = "Update lead", update, public)]
pub async fn update_lead(crm: &Close, args: LeadUpdate, call: &Call) -> Result<WrittenRecord<Lead>, ToolError> {
    LEAD.check(&args.id)?;
    let mut body = fields_of(&args)?;
    if let Some(status) = &args.status_id {
        body.insert("status_id".to_owned(), crm.lead_status_id(status).await?.into());
    }
    crm.add_custom_fields(&mut body, "lead", &args.custom_fields).await?;
    crm.update(&LEAD, &UPDATE_LEAD, &args.id, &body, call).await
}

/// Deletes a lead with its contacts, opportunities, tasks and activities; only if the user asked for it.
#[tool(title = "Delete lead", delete, public)]
pub async fn delete_lead(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&LEAD, &DELETE_LEAD, &args.id, call).await
}
