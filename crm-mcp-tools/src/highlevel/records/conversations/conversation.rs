//! A conversation with a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::record;

/// A conversation: all messages with one contact.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Conversation {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Name of the contact.
    pub full_name: Option<String>,
    /// Channel: `TYPE_PHONE`, `TYPE_EMAIL`; only with all fields.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Id of the user in charge; only with all fields.
    pub assigned_to: Option<String>,
    /// How many messages nobody has read.
    pub unread_count: Option<u64>,
    /// What the last message says; in a list its beginning.
    pub last_message_body: Option<String>,
    /// Type of the last message: `TYPE_SMS`.
    pub last_message_type: Option<String>,
    /// Who wrote it: `inbound` is the contact.
    pub last_message_direction: Option<String>,
    /// When it was written.
    #[record(time)]
    pub last_message_date: Option<String>,
}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(conversation: &mut Conversation) {
    conversation.kind = None;
    conversation.assigned_to = None;
    conversation.unread_count = conversation.unread_count.filter(|count| *count > 0);
    conversation.last_message_body = conversation.last_message_body.take().map(|body| beginning(&body));
}

/// Enough of a message to choose by; conversations_get-messages gives it whole.
fn beginning(body: &str) -> String {
    const ENOUGH: usize = 50;
    match body.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", &body[..end]),
        None => body.to_owned(),
    }
}
