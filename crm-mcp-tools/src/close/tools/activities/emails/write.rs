//! Creating and changing drafts of emails.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::CloseEmail,
        shapes::given_fields::fields_of,
        shapes::{Patch, WrittenRecord},
        tables::{
            operations::{CREATE_DRAFT_EMAIL, GET_EMAIL, UPDATE_DRAFT_EMAIL},
            record_kinds::DRAFT_EMAIL,
        },
    },
    crm::{record::Record, value::Id},
};

/// The status of an email that waits for somebody to send it.
const DRAFT: &str = "draft";

// Which arguments Close's own tool takes is not documented: these are fields of the operation behind it.
/// A draft of an email to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewDraftEmail {
    /// Id of the lead.
    pub lead_id: Id,
    /// Id of the contact to whom it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Id>,
    /// Email addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Email addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<String>,
    /// Email addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bcc: Vec<String>,
    /// Subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text; it, body_html or template_id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_text: Option<String>,
    /// The text as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_html: Option<String>,
    /// Id of the template of which to make subject and text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<Id>,
    /// Email address of the sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// Id of the email to which it replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_reply_to_id: Option<Id>,
}

/// Creates a draft of an email at a lead; it is not sent, a user does that in Close.
#[tool(title = "Create draft email", create, public)]
pub async fn create_draft_email(
    crm: &Close,
    args: NewDraftEmail,
    call: &Call,
) -> Result<WrittenRecord<CloseEmail>, ToolError> {
    let mut body = fields_of(&args)?;
    body.insert("status".into(), DRAFT.into());
    crm.create(&DRAFT_EMAIL, &CREATE_DRAFT_EMAIL, &body, call).await
}

// Which arguments Close's own tool takes is not documented: these are fields of the operation behind it. The status is not
// among them, since another one would send the email.
/// The changes to a draft of an email.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DraftEmailUpdate {
    /// Id of the email.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Id of the contact to whom it goes; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub contact_id: Patch<Id>,
    /// All email addresses, in place of those there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Vec<String>>,
    /// As with to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cc: Option<Vec<String>>,
    /// As with to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bcc: Option<Vec<String>>,
    /// Subject; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub subject: Patch<String>,
    /// The whole new text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_text: Option<String>,
    /// The whole new text as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_html: Option<String>,
    /// Email address of the sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
}

/// Overwrites the given fields of a draft of an email; an email that is sent or scheduled is refused.
#[tool(title = "Update draft email", update, public)]
pub async fn update_draft_email(
    crm: &Close,
    args: DraftEmailUpdate,
    call: &Call,
) -> Result<WrittenRecord<CloseEmail>, ToolError> {
    DRAFT_EMAIL.check(&args.id)?;
    let email: Record<CloseEmail> = crm.read_whole(&GET_EMAIL, &args.id).await?;
    if email.status.as_deref() != Some(DRAFT) {
        let cause = match email.status.as_deref() {
            Some(status) => format!("the email is no draft: its status is {status}"),
            None => "Close does not say whether the email is a draft".to_owned(),
        };
        return Err(ToolError::new(ErrorCode::Conflict, cause)
            .with_next_step("tell the user; a new draft can be made with create_draft_email"));
    }
    crm.update(&DRAFT_EMAIL, &UPDATE_DRAFT_EMAIL, &args.id, &fields_of(&args)?, call).await
}
