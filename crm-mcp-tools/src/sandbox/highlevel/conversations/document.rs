//! A conversation and a message as the API shows them.

use serde_json::{Value, json};

use super::channel;
use crate::sandbox::{
    highlevel::{account::LOCATION_ID, forms::dates},
    kit::object::{Object, Properties as _, object},
};

/// What a message is made of; the rest of it follows from this.
pub(crate) struct NewMessage<'a> {
    pub(crate) id: String,
    pub(crate) message_type: &'a str,
    pub(crate) inbound: bool,
    /// The date in the vendor's spelling.
    pub(crate) added: &'a str,
    /// Who or what sent it: `app`, `api`, `workflow`, `bulk_actions`, `campaign`.
    pub(crate) source: &'a str,
    /// What the channel adds: a body, a status, the person who sent it.
    pub(crate) more: Object,
}

/// The message as a part of a conversation.
pub(crate) fn message(conversation: &Object, new: NewMessage<'_>) -> Object {
    let direction = if new.inbound { "inbound" } else { "outbound" };
    let mut message = object([
        ("id", new.id.into()),
        ("type", channel::number(new.message_type).into()),
        ("messageType", new.message_type.into()),
        ("locationId", LOCATION_ID.into()),
        ("contactId", conversation.text("contactId").into()),
        ("conversationId", conversation.text("id").into()),
        ("dateAdded", new.added.into()),
        ("direction", direction.into()),
        ("contentType", "text/plain".into()),
        ("attachments", json!([])),
        ("source", new.source.into()),
    ]);
    message.extend(new.more);
    message
}

/// A conversation without messages.
pub(crate) fn conversation(id: &str, contact_id: &str, conversation_type: &str, added: &str) -> Object {
    let added = dates::to_millis(added);
    object([
        ("id", id.into()),
        ("contactId", contact_id.into()),
        ("locationId", LOCATION_ID.into()),
        ("type", conversation_type.into()),
        ("dateAdded", added.into()),
        ("dateUpdated", added.into()),
        ("inbox", true.into()),
        ("deleted", false.into()),
        ("starred", false.into()),
        ("unreadCount", 0.into()),
        ("followers", json!([])),
        ("mentions", json!([])),
        ("scoring", json!([])),
    ])
}

/// Makes `message` the last one of its conversation; `preview` is what the list of conversations shows of it.
pub(crate) fn receive(conversation: &mut Object, message: &Object, preview: &str) {
    let added = Value::from(dates::to_millis(message.text("dateAdded")));
    let mut set = |name: &str, value: Value| conversation.insert(name.to_owned(), value);
    set("dateUpdated", added.clone());
    set("lastMessageDate", added.clone());
    set("lastMessageBody", preview.into());
    set("lastMessageType", message.text("messageType").into());
    set("lastMessageDirection", message.text("direction").into());
    if message.text("direction") == "outbound" {
        let manual = ["app", "api"].contains(&message.text("source"));
        set("lastOutboundMessageAction", if manual { "manual" } else { "automated" }.into());
        if manual {
            set("lastManualMessageDate", added);
        }
    }
}

/// A conversation as the search shows it, with what it tells of its contact.
pub(crate) fn row(mut conversation: Object, contact: &Object, sort: Option<i64>) -> Object {
    for (name, of_contact) in [
        ("fullName", "name"),
        ("contactName", "name"),
        ("companyName", "companyName"),
        ("email", "email"),
        ("phone", "phone"),
    ] {
        conversation.insert(name.into(), contact.text(of_contact).into());
    }
    conversation.insert("tags".into(), contact.get("tags").cloned().unwrap_or_else(|| json!([])));
    conversation.insert("sort".into(), json!([sort]));
    conversation
}
