//! Creating, changing and deleting templates of text messages.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::SmsTemplate,
        shapes::given_fields::fields_of,
        shapes::{Deleted, OnlyId, WrittenRecord},
        tables::{
            operations::{CREATE_SMS_TEMPLATE, DELETE_SMS_TEMPLATE, UPDATE_SMS_TEMPLATE},
            record_kinds::SMS_TEMPLATE,
        },
    },
    crm::value::Id,
};

/// A template of text messages to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewSmsTemplate {
    /// Name.
    pub name: String,
    /// Text; tags such as {{ contact.first_name }}, {{ lead.display_name }}, {{ user.first_name }}.
    pub text: String,
    /// For the whole organization; needed in workflows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
}

/// Creates an SMS template; nothing is sent.
#[tool(title = "Create SMS template", create, public)]
pub async fn create_sms_template(
    crm: &Close,
    args: NewSmsTemplate,
    call: &Call,
) -> Result<WrittenRecord<SmsTemplate>, ToolError> {
    crm.create(&SMS_TEMPLATE, &CREATE_SMS_TEMPLATE, &fields_of(&args)?, call).await
}

/// The changes to a template of text messages.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SmsTemplateUpdate {
    /// Id of the template.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Text; tags such as {{ contact.first_name }}, {{ lead.display_name }}, {{ user.first_name }}.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// For the whole organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
    /// true puts it away.
    // The API has a status in its place.
    #[serde(skip_serializing)]
    pub is_archived: Option<bool>,
}

/// Overwrites the given fields of an SMS template and leaves the others.
#[tool(title = "Update SMS template", update, public)]
pub async fn update_sms_template(
    crm: &Close,
    args: SmsTemplateUpdate,
    call: &Call,
) -> Result<WrittenRecord<SmsTemplate>, ToolError> {
    let mut body = fields_of(&args)?;
    if let Some(is_archived) = args.is_archived {
        body.insert("status".into(), if is_archived { "archived" } else { "active" }.into());
    }
    crm.update(&SMS_TEMPLATE, &UPDATE_SMS_TEMPLATE, &args.id, &body, call).await
}

/// Deletes an SMS template, unless a workflow uses it; only if the user asked for it.
#[tool(title = "Delete SMS template", delete, public)]
pub async fn delete_sms_template(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&SMS_TEMPLATE, &DELETE_SMS_TEMPLATE, &args.id, call).await
}
