//! Reading the messages of a conversation.

use std::cmp::Reverse;

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{emails, types};
use crate::{
    crm::{
        page::{List, More, Next, Page, Paging, Rows, needed_id},
        record::{Fields, Record, record},
        value::Id,
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        records::Message,
        tables::{operations, scopes::MESSAGES_READ},
    },
};

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
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageFilter {
    /// Conversation's id; needed without cursor.
    pub conversation_id: Option<Id>,
    /// Types of messages by comma: TYPE_SMS,TYPE_EMAIL.
    #[serde(rename = "type")]
    pub types: Option<String>,
}

/// Which messages, and how many of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: MessageFilter,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
    /// Id of the message after which the vendor's own page begins.
    #[schemars(extend("x-hidden" = true))]
    pub last_message_id: Option<Id>,
}

/// The vendor's answer. Its documents show the page itself; it gives it in another `messages`.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
struct MessagesAnswer(Chunk);

#[record]
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Chunk {
    #[record(needed)]
    messages: Rows<Message>,
    /// There is one on the last page too.
    last_message_id: Option<Id>,
    next_page: Option<bool>,
}

impl TryFrom<Value> for MessagesAnswer {
    type Error = serde_json::Error;

    fn try_from(mut answer: Value) -> Result<Self, Self::Error> {
        let inner = answer.get_mut("messages").filter(|messages| messages.is_object()).map(Value::take);
        Chunk::deserialize(inner.unwrap_or(answer)).map(Self)
    }
}

impl List for MessageFilter {
    const NAME: &'static str = "messages";
    type Dialect = HighLevelDialect;
    type Slim = Message;
    /// The message before.
    type At = Id;

    async fn page(&self, crm: &HighLevel, at: Option<&Id>, limit: u16) -> Result<Page<Message, Id>, ToolError> {
        let conversation = needed_id("conversationId", self.conversation_id.as_ref())?;
        let call = crm.call(&operations::GET_MESSAGES).id(conversation).with("limit", limit);
        let call = call.with_some("type", self.types.as_ref()).with_some("lastMessageId", at);
        let MessagesAnswer(Chunk { messages: mut rows, last_message_id, next_page }) = call.send().await?;
        let last = last_message_id.or_else(|| rows.iter().next_back()?.id.parse().ok());
        let next = Next::when(next_page == Some(true), last);
        for Record { slim, others, .. } in rows.iter_mut() {
            slim.complete(others.get("meta").unwrap_or(&Value::Null));
        }
        // HighLevel promises no order.
        rows.sort_by_key(|row| Reverse(row.moment()));
        Ok(Page::new(rows, next, None))
    }

    async fn complete(&self, crm: &HighLevel, messages: Vec<&mut Record<Message>>, _: Fields) -> Option<String> {
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

impl HighLevel {
    /// Lists a conversation's messages, calls, emails and other entries with their text, newest first.
    pub async fn get_messages(&self, search: MessageSearch) -> Result<MessagePage, ToolError> {
        get_messages(self, search).await
    }
}
