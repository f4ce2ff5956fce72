//! The messages of a conversation, the newest first; nested, as the vendor answers and does not document.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};
use sqlx::{SqliteConnection, query_scalar};

use super::row;
use crate::sandbox::{
    highlevel::{
        contacts::document::text,
        door::quirk::Quirk,
        forms::{
            live_shapes,
            reply::{self, Refusal},
            validate::{self, Kind, Property},
        },
    },
    kit::{
        data::{
            column::{from_text, to_text},
            store::Store,
        },
        door::{
            input::{Id, Parameters},
            quirks::Quirks,
        },
        object::Object,
    },
};

/// The largest `limit` is not documented; 100 is that of other lists.
const QUERY: &[Property] = &[
    Property::new("limit", Kind::Digits { min: 1, max: 100 }),
    Property::text("lastMessageId"),
    Property::text("type"),
];

/// The types that can be asked for.
const TYPES: [&str; 19] = [
    "TYPE_CALL",
    "TYPE_SMS",
    "TYPE_RCS",
    "TYPE_EMAIL",
    "TYPE_FACEBOOK",
    "TYPE_GMB",
    "TYPE_INSTAGRAM",
    "TYPE_WHATSAPP",
    "TYPE_ACTIVITY_APPOINTMENT",
    "TYPE_ACTIVITY_CONTACT",
    "TYPE_ACTIVITY_INVOICE",
    "TYPE_ACTIVITY_PAYMENT",
    "TYPE_ACTIVITY_OPPORTUNITY",
    "TYPE_LIVE_CHAT",
    "TYPE_INTERNAL_COMMENTS",
    "TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG",
    "TYPE_TIKTOK",
    "TYPE_ACTIVITY_WHATSAPP",
    "TYPE_FORM_SUBMISSION",
];

pub(crate) async fn list(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Id(id): Id,
    Parameters(query): Parameters,
) -> Result<Response, Refusal> {
    let query = validate::read(query, &[QUERY])?;
    let limit = query.get("limit").and_then(Value::as_i64).unwrap_or(20);
    let types = query.get("type").and_then(Value::as_str).map(read_types).transpose()?;

    let mut transaction = store.read().await?;
    row::get(&mut transaction, &id).await?;
    let before = match query.get("lastMessageId").and_then(Value::as_str) {
        Some(last) => number_of(&mut transaction, &id, last).await?,
        None => i64::MAX,
    };
    // One more than is asked for tells whether there is a next page.
    let rows: Vec<String> = query_scalar(
        "SELECT document FROM messages WHERE conversation_id = ?1 AND number < ?2
         AND (?3 IS NULL OR document ->> '$.messageType' IN (SELECT value FROM json_each(?3)))
         ORDER BY number DESC LIMIT ?4",
    )
    .bind(&id)
    .bind(before)
    .bind(types.map(|types| to_text(&types)).transpose()?)
    .bind(limit + 1)
    .fetch_all(&mut *transaction)
    .await?;

    let mut messages = rows.iter().map(|row| from_text(row)).collect::<sqlx::Result<Vec<Object>>>()?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let next_page = messages.len() > limit;
    messages.truncate(limit);
    if quirks.has(Quirk::UnknownEnumValues) {
        messages.iter_mut().for_each(make_strange);
    }
    if quirks.has(Quirk::LiveShapes) {
        messages.iter_mut().for_each(live_shapes::message);
    }
    let last = messages.last().map_or("", |message| text(message, "id")).to_owned();
    let page = json!({ "lastMessageId": last, "nextPage": next_page, "messages": messages });
    Ok(reply::traced(StatusCode::OK, json!({ "messages": page })))
}

fn read_types(list: &str) -> Result<Vec<&str>, Refusal> {
    let names: Vec<&str> = list.split(',').map(str::trim).collect();
    if !names.iter().all(|name| TYPES.contains(name)) {
        let fault = format!("each value in type must be one of the following values: {}", TYPES.join(", "));
        return Err(Refusal::Invalid(vec![fault]));
    }
    // The messages themselves have the singular.
    let kept = |name| if name == "TYPE_INTERNAL_COMMENTS" { "TYPE_INTERNAL_COMMENT" } else { name };
    Ok(names.into_iter().map(kept).collect())
}

async fn number_of(connection: &mut SqliteConnection, conversation: &str, message: &str) -> Result<i64, Refusal> {
    let number = query_scalar("SELECT number FROM messages WHERE id = ? AND conversation_id = ?");
    let number = number.bind(message).bind(conversation).fetch_optional(connection).await?;
    number.ok_or_else(|| Refusal::NotFound("Message", message.to_owned()))
}

/// A type and a state that the documentation does not list.
fn make_strange(message: &mut Object) {
    message.insert("type".into(), 99.into());
    message.insert("messageType".into(), "TYPE_TELEGRAM".into());
    message.insert("status".into(), "voicemail".into());
}
