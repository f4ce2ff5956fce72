//! Creating, changing and deleting custom activities.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::CustomActivity,
        shapes::given_fields::fields_of,
        shapes::{Deleted, GivenCustomFields, GivenTime, OnlyId, Patch, WrittenRecord},
        tables::{
            operations::{CREATE_CUSTOM_ACTIVITY, DELETE_CUSTOM_ACTIVITY, UPDATE_CUSTOM_ACTIVITY},
            record_kinds::CUSTOM_ACTIVITY,
        },
    },
    crm::value::Id,
};

/// A custom activity to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewCustomActivity {
    /// Name or id of the type.
    #[serde(skip_serializing)]
    pub custom_activity_type_id: String,
    /// Id of the lead.
    pub lead_id: Id,
    /// When it happened: 2026-11-29T14:00-05:00; now by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_at: Option<GivenTime>,
    /// Id of the contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Id>,
    /// Values by the field's id or name.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
    /// When it counts as created; now by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_created: Option<GivenTime>,
    /// Whether to pin it on top of the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// published (default), or draft, which may lack required fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CustomActivityState>,
    /// Id of the user whose activity it is; the caller by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Id>,
}

/// How far a custom activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum CustomActivityState {
    Draft,
    Published,
}

/// Creates a custom activity at a lead; find_custom_activities lists the types and their fields.
#[tool(title = "Create custom activity instance", create, public)]
pub async fn create_custom_activity_instance(
    crm: &Close,
    args: NewCustomActivity,
    call: &Call,
) -> Result<WrittenRecord<CustomActivity>, ToolError> {
    let mut body = fields_of(&args)?;
    let type_id = crm.activity_type_id(&args.custom_activity_type_id).await?;
    crm.add_custom_fields(&mut body, &type_id, &args.custom_fields).await?;
    body.insert("custom_activity_type_id".to_owned(), type_id.into());
    crm.create(&CUSTOM_ACTIVITY, &CREATE_CUSTOM_ACTIVITY, &body, call).await
}

/// The changes to a custom activity.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CustomActivityUpdate {
    /// Id of the custom activity.
    #[serde(skip_serializing)]
    pub id: Id,
    /// When it happened: 2026-11-29T14:00-05:00.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_at: Option<GivenTime>,
    /// Id of the contact; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub contact_id: Patch<Id>,
    /// Values by the field's id or name; null or clear empties one.
    #[serde(default, skip_serializing)]
    pub custom_fields: GivenCustomFields,
    /// Whether it is pinned on top of the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// published needs all required fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CustomActivityState>,
}

/// Overwrites the given fields of a custom activity and leaves the others.
#[tool(title = "Update custom activity instance", update, public)]
pub async fn update_custom_activity_instance(
    crm: &Close,
    args: CustomActivityUpdate,
    call: &Call,
) -> Result<WrittenRecord<CustomActivity>, ToolError> {
    CUSTOM_ACTIVITY.check(&args.id)?;
    let mut body = fields_of(&args)?;
    let record = (&CUSTOM_ACTIVITY, &args.id);
    crm.add_fields_of_type(&mut body, record, "custom_activity_type_id", &args.custom_fields).await?;
    crm.update(&CUSTOM_ACTIVITY, &UPDATE_CUSTOM_ACTIVITY, &args.id, &body, call).await
}

/// Deletes a custom activity, which cannot be undone; only if the user asked for it.
#[tool(title = "Delete custom activity instance", delete, public)]
pub async fn delete_custom_activity_instance(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&CUSTOM_ACTIVITY, &DELETE_CUSTOM_ACTIVITY, &args.id, call).await
}
