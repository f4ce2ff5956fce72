//! The messages of a conversation, the newest first; nested, as the vendor answers and does not document.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;
use sqlx::{SqliteConnection, query_scalar};

use super::row;
use crate::sandbox::{
    highlevel::{
        door::quirk::Quirk,
        forms::{
            live_shapes,
            reply::{self, Refusal},
        },
    },
    kit::{
        data::{column::AsJson, page, store::Store},
        door::{
            input::{Id, Parameters},
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
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
    let limit = query.number("limit").unwrap_or(20);
    let types = query.given("type").map(read_types).transpose()?;
    let mut transaction = store.read().await?;
    row::get(&mut transaction, &id).await?;
    let before = match query.given("lastMessageId") {
        Some(last) => number_of(&mut transaction, &id, last).await?,
        None => i64::MAX,
    };
    let mut messages: Vec<AsJson<Object>> = query_scalar(
        "SELECT document FROM messages WHERE conversation_id = ?1 AND number < ?2
         AND (?3 IS NULL OR document ->> '$.messageType' IN (SELECT value FROM json_each(?3)))
         ORDER BY number DESC LIMIT ?4",
    )
    .bind(&id)
    .bind(before)
    .bind(types.map(AsJson))
    .bind(limit + 1)
    .fetch_all(&mut *transaction)
    .await?;
    let next_page = page::cut(&mut messages, limit);
    for AsJson(message) in &mut messages {
        if quirks.has(Quirk::UnknownEnumValues) {
            make_strange(message);
        }
        if quirks.has(Quirk::LiveShapes) {
            live_shapes::message(message);
        }
    }
    let last = messages.last().map_or("", |AsJson(message)| message.text("id")).to_owned();
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
