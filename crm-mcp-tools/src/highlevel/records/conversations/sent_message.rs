//! A message that HighLevel has taken to send.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::record;

/// A message that HighLevel has taken to send.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SentMessage {
    /// Id of the conversation it stands in; absent where HighLevel does not say.
    pub conversation_id: Option<String>,
    /// Id of the message; absent where HighLevel does not say.
    pub message_id: Option<String>,
    /// Ids of the messages, where it became several.
    pub message_ids: Vec<String>,
    /// Id of the email, by which it is replied to.
    pub email_message_id: Option<String>,
    /// How far it came: `pending`, `delivered`.
    pub status: Option<String>,
    /// What HighLevel says of it, or that it took the message and gave no id.
    pub msg: Option<String>,
    /// The location's time zone, in which a scheduledTimestamp without an offset was read.
    pub time_zone: Option<String>,
}
