//! A conversation and a message as the API shows them.

use serde_json::{Value, json};

use super::channel;
use crate::sandbox::{
    highlevel::{account::LOCATION_ID, contacts::document::text, forms::dates},
    kit::object::Object,
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
    let properties: [(&str, Value); 11] = [
        ("id", new.id.into()),
        ("type", channel::number(new.message_type).into()),
        ("messageType", new.message_type.into()),
        ("locationId", LOCATION_ID.into()),
        ("contactId", text(conversation, "contactId").into()),
        ("conversationId", text(conversation, "id").into()),
        ("dateAdded", new.added.into()),
        ("direction", direction.into()),
        ("contentType", "text/plain".into()),
        ("attachments", json!([])),
        ("source", new.source.into()),
    ];
    let properties = properties.into_iter().map(|(name, value)| (name.to_owned(), value));
    properties.chain(new.more).collect()
}

/// A conversation without messages.
pub(crate) fn conversation(id: &str, contact_id: &str, conversation_type: &str, added: &str) -> Object {
    let added = dates::to_millis(added);
    let properties: [(&str, Value); 13] = [
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
    ];
    properties.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Makes `message` the last one of its conversation; `preview` is what the list of conversations shows of it.
pub(crate) fn receive(conversation: &mut Object, message: &Object, preview: &str) {
    let added = Value::from(dates::to_millis(text(message, "dateAdded")));
    let mut set = |name: &str, value: Value| conversation.insert(name.to_owned(), value);
    set("dateUpdated", added.clone());
    set("lastMessageDate", added.clone());
    set("lastMessageBody", preview.into());
    set("lastMessageType", text(message, "messageType").into());
    set("lastMessageDirection", text(message, "direction").into());
    if text(message, "direction") == "outbound" {
        let manual = ["app", "api"].contains(&text(message, "source"));
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
        conversation.insert(name.into(), text(contact, of_contact).into());
    }
    conversation.insert("tags".into(), contact.get("tags").cloned().unwrap_or_else(|| json!([])));
    conversation.insert("sort".into(), json!([sort]));
    conversation
}
