//! Creating, changing and deleting opportunities.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    close::{
        context::Close,
        records::CloseOpportunity,
        shapes::given_fields::fields_of,
        shapes::{Deleted, GivenCustomFields, OnlyId, Patch, RichText, WrittenRecord},
        tables::{
            operations::{CREATE_OPPORTUNITY, DELETE_OPPORTUNITY, UPDATE_OPPORTUNITY},
            record_kinds::OPPORTUNITY,
        },
    },
    crm::value::{Day, Id},
};

/// An opportunity to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewCloseOpportunity {
    /// Id of the lead.
    pub lead_id: Id,
    /// Label or id of the status.
    #[serde(skip_serializing)]
    pub status_id: String,
    /// Value in cents: 10000 is 100.00.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
    /// How often the value is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_period: Option<ValuePeriod>,
    /// How likely it is won, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub confidence: Option<u8>,
    /// Day on which it is expected to be won, or was: 2026-11-29.
    #[serde(rename(serialize = "date_won"), skip_serializing_if = "Option::is_none")]
    pub close_at: Option<Day>,
    /// Id of the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Id>,
    /// Id of the user in charge; the caller by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Id>,
    /// Note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Note as HTML, instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_html: Option<RichText>,
    /// Values by the field's id or name.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

/// How often the value of an opportunity is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum ValuePeriod {
    OneTime,
    Monthly,
    Annual,
}

/// Creates an opportunity at a lead, in a status of find_pipelines_and_opportunity_statuses.
#[tool(title = "Create opportunity", create, public)]
pub async fn create_opportunity(
    crm: &Close,
    args: NewCloseOpportunity,
    call: &Call,
) -> Result<WrittenRecord<CloseOpportunity>, ToolError> {
    let mut body = fields_of(&args)?;
    body.insert("status_id".to_owned(), crm.opportunity_status_id(&args.status_id, None).await?.into());
    crm.add_custom_fields(&mut body, "opportunity", &args.custom_fields).await?;
    crm.create(&OPPORTUNITY, &CREATE_OPPORTUNITY, &body, call).await
}

/// The changes to an opportunity.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OpportunityChange {
    /// Id of the opportunity.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Label or id of the status.
    #[serde(skip_serializing)]
    pub status_id: Option<String>,
    /// Value in cents: 10000 is 100.00.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub value: Patch<i64>,
    /// How often the value is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_period: Option<ValuePeriod>,
    /// How likely it is won, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub confidence: Option<u8>,
    /// Day on which it is expected to be won, or was: 2026-11-29; clear empties it.
    #[serde(default, rename(serialize = "date_won"), skip_serializing_if = "Patch::is_kept")]
    pub close_at: Patch<Day>,
    /// Id of the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Id>,
    /// Id of the user in charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Id>,
    /// Note; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub note: Patch<String>,
    /// Note as HTML, instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_html: Option<RichText>,
    /// Values by the field's id or name; null or clear empties one.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
}

/// Overwrites the given fields of an opportunity and leaves the others; a status moves it through its pipeline.
#[tool(title = "Update opportunity", update, public)]
pub async fn update_opportunity(
    crm: &Close,
    args: OpportunityChange,
    call: &Call,
) -> Result<WrittenRecord<CloseOpportunity>, ToolError> {
    OPPORTUNITY.check(&args.id)?;
    let mut body = fields_of(&args)?;
    if args.note == Patch::Clear {
        // Else the plain text would be made anew of the one with markup.
        body.entry("note_html").or_insert(Value::Null);
    }
    if let Some(status) = &args.status_id {
        body.insert("status_id".to_owned(), crm.next_status_id(&args.id, status).await?.into());
    }
    crm.add_custom_fields(&mut body, "opportunity", &args.custom_fields).await?;
    crm.update(&OPPORTUNITY, &UPDATE_OPPORTUNITY, &args.id, &body, call).await
}

/// Deletes an opportunity, which cannot be undone; only if the user asked for it.
#[tool(title = "Delete opportunity", delete, public)]
pub async fn delete_opportunity(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&OPPORTUNITY, &DELETE_OPPORTUNITY, &args.id, call).await
}
