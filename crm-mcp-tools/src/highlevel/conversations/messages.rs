//! Reading the messages of a conversation.

use std::{cmp::Reverse, mem};

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    emails::{self, Email},
    types,
};
use crate::highlevel::{
    HighLevel, Id, More, Record, lenient,
    moment::Milliseconds,
    operation,
    page::{List, Next, Page, Paging, Rows, needed_id},
    record::{Fields, Slim},
    scopes::MESSAGES_READ,
};

/// A message, a call, or another entry in a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Who wrote it: `inbound` is the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// Type: `TYPE_SMS`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub message_type: Option<String>,
    /// How far it came: `delivered`, `read`, `failed`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it was written.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub date_added: Option<String>,
    /// Id of the user who wrote it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Subject of an email.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What it says.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// URLs of what is attached.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// Ids of the emails in a thread of emails, without those in `emails`.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub email_message_ids: Vec<String>,
    /// Its emails, newest first: at most 10 in an answer. For the others give a smaller limit and follow nextCursor.
    #[serde(default, deserialize_with = "lenient::records", skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Record<Email>>,
    /// Length of a call in seconds.
    #[serde(default, deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub call_duration: Option<u64>,
    /// How a call ended: `completed`, `no-answer`, `voicemail`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub call_status: Option<String>,
}

impl Message {
    /// Fills in what HighLevel keeps apart in `meta`.
    fn complete(&mut self, meta: &Value) {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let email = &meta["email"];
        self.subject = self.subject.take().or_else(|| text(&email["subject"]));
        self.email_message_ids = lenient::texts(&email["messageIds"]).unwrap_or_default();
        // The documents have the first of each; rows of the live API have been seen with the others.
        let durations = [&meta["callDuration"], &meta["call"]["duration"], &meta["duration"]];
        self.call_duration = durations.into_iter().find_map(|value| lenient::count(value).ok()?);
        let statuses = [&meta["callStatus"], &meta["call"]["status"], &meta["status"]];
        self.call_status = statuses.into_iter().find_map(text);
    }

    fn moment(&self) -> Option<Milliseconds> {
        Milliseconds::of_record(self.date_added.as_deref()?)
    }
}

impl Slim for Message {
    fn show(&mut self, fields: Fields) {
        self.emails.show(fields);
    }

    fn as_row(&mut self) {
        let mut emails = mem::take(&mut self.emails);
        for email in &mut emails {
            email.leave_out_what_is_told_by(self);
        }
        self.emails = emails;
    }
}

/// A page of messages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MessagePage {
    /// The messages, newest first.
    pub messages: Vec<Record<Message>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Which messages.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct MessageFilter {
    /// Conversation's id; needed without cursor.
    conversation_id: Option<Id>,
    /// Types of messages by comma: TYPE_SMS,TYPE_EMAIL.
    #[serde(rename = "type")]
    types: Option<String>,
}

/// Which messages, and how many of them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MessageSearch {
    #[serde(flatten)]
    filter: MessageFilter,
    #[serde(flatten)]
    paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    fields: Fields,
    /// Id of the message after which the vendor's own page begins.
    #[schemars(extend("x-hidden" = true))]
    last_message_id: Option<Id>,
}

/// The vendor's answer. Its documents show the page itself; it gives it in another `messages`.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
struct Answer(Chunk);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Chunk {
    messages: Rows<Message>,
    /// There is one on the last page too.
    #[serde(default, deserialize_with = "lenient::place")]
    last_message_id: Option<Id>,
    #[serde(default, deserialize_with = "lenient::flag")]
    next_page: Option<bool>,
}

impl TryFrom<Value> for Answer {
    type Error = serde_json::Error;

    fn try_from(mut answer: Value) -> Result<Self, Self::Error> {
        let inner = answer.get_mut("messages").filter(|messages| messages.is_object()).map(Value::take);
        Chunk::deserialize(inner.unwrap_or(answer)).map(Self)
    }
}

impl List for MessageFilter {
    const NAME: &'static str = "messages";
    type Slim = Message;
    /// The message before.
    type At = Id;

    async fn page(&self, crm: &HighLevel, at: Option<&Id>, limit: u16) -> Result<Page<Message, Id>, ToolError> {
        let conversation = needed_id("conversationId", self.conversation_id.as_ref())?;
        let call = crm.call(&operation::GET_MESSAGES).id(conversation).with("limit", limit);
        let call = call.with_some("type", self.types.as_ref()).with_some("lastMessageId", at);
        let Answer(Chunk { messages: mut rows, last_message_id, next_page }) = call.send().await?;
        let last = last_message_id.or_else(|| rows.iter().next_back()?.id.parse().ok());
        let next = Next::when(next_page == Some(true), last);
        for Record { slim, others, .. } in rows.iter_mut() {
            slim.complete(others.get("meta").unwrap_or(&Value::Null));
        }
        // HighLevel promises no order.
        rows.sort_by_key(|row| Reverse(row.moment()));
        Ok(Page::new(rows, next, None))
    }

    async fn complete(&self, crm: &HighLevel, messages: Vec<&mut Record<Message>>) -> Option<String> {
        emails::read_into(messages, crm).await
    }
}

/// Lists a conversation's messages, calls, emails and other entries with their text, newest first.
///
/// conversations_search-conversation finds the conversation of a contact.
#[tool(name = "conversations_get-messages", title = "Get messages", read, scope = MESSAGES_READ)]
pub(super) async fn get_messages(crm: &HighLevel, args: MessageSearch) -> Result<MessagePage, ToolError> {
    let MessageSearch { mut filter, paging, fields, last_message_id } = args;
    let types = filter.types.map(|given| types::some_of(types::MESSAGES, "type", &given));
    filter.types = types.transpose()?;
    let (messages, more) = crm.list(filter, paging, fields, last_message_id).await?;
    Ok(MessagePage { messages, more })
}
