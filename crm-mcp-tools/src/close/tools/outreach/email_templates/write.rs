//! Creating, changing and deleting templates of emails.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::EmailTemplate,
        shapes::given_fields::fields_of,
        shapes::{Deleted, OnlyId, WrittenRecord},
        tables::{
            operations::{CREATE_EMAIL_TEMPLATE, DELETE_EMAIL_TEMPLATE, UPDATE_EMAIL_TEMPLATE},
            record_kinds::EMAIL_TEMPLATE,
        },
    },
    crm::value::Id,
};

/// A template of emails to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewEmailTemplate {
    /// Name.
    pub name: String,
    /// Subject; tags as in body.
    pub subject: String,
    /// HTML; tags such as {{ contact.first_name }}, {{ lead.display_name }}, {{ user.first_name }}.
    pub body: String,
    /// Addresses that get a copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cc: Option<Vec<String>>,
    /// Addresses that get a hidden copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bcc: Option<Vec<String>>,
    /// For the whole organization; needed in workflows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
}

/// Creates an email template; nothing is sent.
#[tool(title = "Create email template", create, public)]
pub async fn create_email_template(
    crm: &Close,
    args: NewEmailTemplate,
    call: &Call,
) -> Result<WrittenRecord<EmailTemplate>, ToolError> {
    crm.create(&EMAIL_TEMPLATE, &CREATE_EMAIL_TEMPLATE, &fields_of(&args)?, call).await
}

/// The changes to a template of emails.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EmailTemplateUpdate {
    /// Id of the template.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Subject; tags as in body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// HTML; tags such as {{ contact.first_name }}, {{ lead.display_name }}, {{ user.first_name }}.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The whole list of addresses that get a copy; [] empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cc: Option<Vec<String>>,
    /// The whole list of addresses that get a hidden copy; [] empties it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bcc: Option<Vec<String>>,
    /// For the whole organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
    /// true puts it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_archived: Option<bool>,
}

/// Overwrites the given fields of an email template and leaves the others.
#[tool(title = "Update email template", update, public)]
pub async fn update_email_template(
    crm: &Close,
    args: EmailTemplateUpdate,
    call: &Call,
) -> Result<WrittenRecord<EmailTemplate>, ToolError> {
    crm.update(&EMAIL_TEMPLATE, &UPDATE_EMAIL_TEMPLATE, &args.id, &fields_of(&args)?, call).await
}

/// Deletes an email template, unless a workflow uses it; only if the user asked for it.
#[tool(title = "Delete email template", delete, public)]
pub async fn delete_email_template(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&EMAIL_TEMPLATE, &DELETE_EMAIL_TEMPLATE, &args.id, call).await
}
