//! Sending a message.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{new_message::WrittenMessage, recipient};
use crate::{
    crm::record::lenient,
    highlevel::{
        changes::confirm::{Change, Edit, Whom},
        context::HighLevel,
        tables::{operation, scopes::MESSAGES_WRITE},
    },
};

/// A message that HighLevel has taken to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SentMessage {
    /// Id of the conversation it stands in; absent where HighLevel does not say.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<String>,
    /// Id of the message; absent where HighLevel does not say.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// Ids of the messages, where it became several.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub message_ids: Vec<String>,
    /// Id of the email, by which it is replied to.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub email_message_id: Option<String>,
    /// How far it came: `pending`, `delivered`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What HighLevel says of it, or that it took the message and gave no id.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub msg: Option<String>,
    /// The location's time zone, in which a scheduledTimestamp without an offset was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// Sends a message to a contact; it cannot be taken back.
///
/// It is then queued, not delivered; conversations_get-messages tells its status later.
#[tool(name = "conversations_send-a-new-message", title = "Send a new message", send, scope = MESSAGES_WRITE)]
pub(super) async fn send_a_new_message(
    crm: &HighLevel,
    args: WrittenMessage,
    call: &Call,
) -> Result<SentMessage, ToolError> {
    let (message, time_zone) = args.checked(crm).await?;
    let request = crm.call(&operation::SEND_MESSAGE).body(&message)?;
    // A question looks them up itself, before and after.
    if !request.is_asked_about(call) {
        recipient::check(crm, &message).await?;
    }
    let change = Change { doing: "Send a message to", whom: Whom::Recipient(&message), edit: Edit::Adds };
    let request = request.confirmed(call, change).await?;
    // The user may have taken long to answer.
    message.check_schedule()?;
    let mut sent: SentMessage = request.send().await?;
    if sent.message_id.is_none() && sent.message_ids.is_empty() {
        // An answer without anything would read like a failure, and the message be sent again.
        sent.msg.get_or_insert_with(|| "HighLevel took the message and gave no id of it".to_owned());
    }
    Ok(SentMessage { time_zone, ..sent })
}
