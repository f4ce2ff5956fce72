//! Sending a message.

use crm_mcp_core::{Call, ToolError, tool};

use super::written_message::WrittenMessage;
use crate::highlevel::{
    changes::{
        location_change::{Edit, LocationChange},
        lost_create::Created,
        whom::Whom,
    },
    context::HighLevel,
    records::SentMessage,
    tables::{operations, scopes::MESSAGES_WRITE},
};

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
    let request = crm.call(&operations::SEND_MESSAGE).body(&message)?;
    let change = LocationChange::new("Send a message to", Whom::Recipient(&message), Edit::Creates(Created::Other));
    let mut sent: SentMessage = request.carry_out(call, &change).await?.answer;
    if sent.message_id.is_none() && sent.message_ids.is_empty() {
        // An answer without anything would read like a failure, and the message be sent again.
        sent.msg.get_or_insert_with(|| "HighLevel took the message and gave no id of it".to_owned());
    }
    Ok(SentMessage { time_zone, ..sent })
}

impl HighLevel {
    /// Sends a message to a contact; it cannot be taken back.
    pub async fn send_a_new_message(&self, message: WrittenMessage, call: &Call) -> Result<SentMessage, ToolError> {
        send_a_new_message(self, message, call).await
    }
}
