//! A message that HighLevel has taken to send.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::lenient;

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
