//! A conversation with a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::{Slim, lenient};

/// A conversation: all messages with one contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Conversation {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Id of the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
    /// Name of the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Channel: `TYPE_PHONE`, `TYPE_EMAIL`; only with all fields.
    #[serde(rename = "type", default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Id of the user in charge; only with all fields.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// How many messages nobody has read.
    #[serde(default, deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub unread_count: Option<u64>,
    /// What the last message says; in a list its beginning.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_message_body: Option<String>,
    /// Type of the last message: `TYPE_SMS`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_message_type: Option<String>,
    /// Who wrote it: `inbound` is the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_message_direction: Option<String>,
    /// When it was written.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub last_message_date: Option<String>,
}

impl Slim for Conversation {
    fn as_row(&mut self) {
        self.kind = None;
        self.assigned_to = None;
        self.unread_count = self.unread_count.filter(|count| *count > 0);
        self.last_message_body = self.last_message_body.take().map(|body| beginning(&body));
    }
}

/// Enough of a message to choose by; conversations_get-messages gives it whole.
fn beginning(body: &str) -> String {
    const ENOUGH: usize = 50;
    match body.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", &body[..end]),
        None => body.to_owned(),
    }
}
