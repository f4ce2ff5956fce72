//! `POST /conversations/messages`: a message to a contact, which opens a conversation where there is none.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    channel::{self, Channel},
    compose,
    document::{self, NewMessage},
    row,
};
use crate::sandbox::{
    highlevel::{
        contacts::row as contacts,
        door::quirk::Quirk,
        forms::{
            dates,
            ids::{self, RecordKind},
            kinds,
            reply::{self, Refusal},
        },
    },
    kit::{
        data::{number, store::Store},
        door::{
            input::Body,
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

/// `subType` and `status`, required by the documentation since May 2026, are not needed and change nothing.
const BODY: &[Property] = &[
    Property::new("type", Kind::OneOf(&channel::NAMES)).required(),
    Property::text("contactId").required(),
    Property::text("subType"),
    Property::text("appointmentId"),
    Property::new("attachments", Kind::Texts),
    Property::new("emailFrom", kinds::EMAIL),
    Property::new("emailTo", kinds::EMAIL),
    Property::new("emailCc", Kind::Texts),
    Property::new("emailBcc", Kind::Texts),
    Property::new("emailReplyMode", Kind::OneOf(&["reply", "reply_all"])),
    Property::text("html"),
    Property::text("message"),
    Property::text("subject"),
    Property::text("replyMessageId"),
    Property::text("templateId"),
    Property::text("threadId"),
    Property::new("scheduledTimestamp", Kind::Whole { min: 0, max: LAST_SECOND }),
    Property::text("conversationProviderId"),
    Property::text("customSubtypeId"),
    Property::new("fromNumber", kinds::PHONE),
    Property::new("toNumber", kinds::PHONE),
    Property::new("forward", Kind::Object(FORWARD)),
    Property::new("status", Kind::OneOf(&["delivered", "failed", "pending", "read"])),
    Property::new("usesNativeSchedulingAi", Kind::Boolean),
    Property::new("optimizationPeriod", Kind::OneOf(&["24h", "48h", "72h"])),
];

const FORWARD: &[Property] = &[
    Property::new("isForwarded", Kind::Boolean).required(),
    Property::new("forwardWholeThread", Kind::Boolean),
    Property::text("messageId"),
    Property::text("emailMessageId"),
    Property::text("sourceContactId"),
    Property::text("sourceConversationId"),
    Property::new("toEmail", kinds::EMAIL),
    Property::text("recipientContactId"),
    Property::text("recipientConversationId"),
];

/// What a schedule may name, in seconds; milliseconds of our days are more.
const LAST_SECOND: i64 = 9_999_999_999;

pub(crate) async fn send(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let mut request = validate::read(body, &[BODY])?;
    let channel = Channel::of(request.text("type"));
    let mut transaction = store.write().await?;
    let contact = contacts::get(&mut transaction, request.text("contactId")).await?;
    check_content(channel, &request)?;
    channel.check(&request, &contact)?;
    if quirks.has(Quirk::DroppedValues) && channel.name == "WhatsApp" {
        request.remove("attachments");
    }

    let mut conversation = conversation_with(&mut transaction, &contact, channel).await?;
    let number = number::next(&mut transaction, "messages").await?;
    let message = message(&conversation, channel, &request, number);
    document::receive(&mut conversation, &message, preview(&request));
    row::put(&mut transaction, &conversation).await?;
    row::insert_message(&mut transaction, &message).await?;
    if channel.name == "Email" {
        let id = ids::of(RecordKind::EmailMessage, number);
        let email = compose::email(&mut transaction, &request, &contact, &message, &id).await?;
        row::insert_email(&mut transaction, &email).await?;
    }
    transaction.commit().await?;
    Ok(reply::traced(StatusCode::OK, answer(channel, &request, &message, number)))
}

fn check_content(channel: &Channel, request: &Object) -> Result<(), Refusal> {
    if channel.name == "Custom" && request.text("conversationProviderId").is_empty() {
        return Err(Refusal::Invalid(vec!["conversationProviderId can't be undefined".into()]));
    }
    // What an email says is its html; one of a `message` alone is refused, or arrives as "undefined".
    let said: &[&str] = if channel.name == "Email" { &["html", "templateId"] } else { &["message"] };
    let has_text = said.iter().any(|name| !request.text(name).trim().is_empty());
    let attached = request.get("attachments").and_then(Value::as_array).is_some_and(|files| !files.is_empty());
    if has_text || attached || request.contains_key("forward") {
        Ok(())
    } else {
        Err(Refusal::Unsendable("There is no message or attachments".into()))
    }
}

async fn conversation_with(
    connection: &mut SqliteConnection,
    contact: &Object,
    channel: &Channel,
) -> sqlx::Result<Object> {
    let contact_id = contact.text("id");
    if let Some(conversation) = row::of_contact(connection, contact_id).await? {
        return Ok(conversation);
    }
    let id = row::next_id(connection).await?;
    let mut conversation = document::conversation(&id, contact_id, channel.conversation_type, &dates::now());
    conversation.extend(contact.get_key_value("assignedTo").map(|(name, user)| (name.clone(), user.clone())));
    Ok(conversation)
}

fn message(conversation: &Object, channel: &Channel, request: &Object, number: u64) -> Object {
    let scheduled = request.contains_key("scheduledTimestamp");
    let mut more = Object::new();
    more.insert("status".into(), if scheduled { "scheduled" } else { "pending" }.into());
    more.insert("attachments".into(), request.get("attachments").cloned().unwrap_or_else(|| json!([])));
    if channel.name == "Email" {
        // What an email says is read by the ids of its parts.
        more.insert("contentType".into(), "text/html".into());
        more.insert("meta".into(), json!({ "email": { "messageIds": [ids::of(RecordKind::EmailMessage, number)] } }));
    } else {
        more.insert("body".into(), request.text("message").into());
    }
    let provider = request.get_key_value("conversationProviderId");
    more.extend(provider.map(|(name, id)| (name.clone(), id.clone())));
    let new = NewMessage {
        id: ids::of(RecordKind::Message, number),
        message_type: channel.message_type,
        inbound: false,
        added: &dates::now(),
        source: "api",
        more,
    };
    document::message(conversation, new)
}

/// What the list of conversations shows of a message: the first of these that it has.
fn preview(request: &Object) -> &str {
    let parts = ["message", "subject", "html"].map(|name| request.text(name));
    parts.into_iter().find(|part| !part.is_empty()).unwrap_or_default()
}

/// It is queued, not delivered.
fn answer(channel: &Channel, request: &Object, message: &Object, number: u64) -> Value {
    let mut answer = json!({
        "conversationId": message["conversationId"],
        "messageId": message["id"],
        "msg": "Message queued successfully.",
        "status": "pending",
    });
    if channel.name == "Email" {
        answer["emailMessageId"] = ids::of(RecordKind::EmailMessage, number).into();
    }
    if let Some(Value::Object(forward)) = request.get("forward") {
        let mut data = forward.clone();
        data.remove("isForwarded");
        if let Some(to) = data.remove("toEmail") {
            data.insert("forwardToEmail".into(), to);
        }
        answer["forwardData"] = data.into();
    }
    answer
}
