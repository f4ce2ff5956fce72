//! One conversation by its id.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::Value;

use super::row;
use crate::sandbox::{
    highlevel::{
        door::quirk::Quirk,
        forms::reply::{self, Refusal},
    },
    kit::{
        data::store::Store,
        door::{input::Id, quirks::Quirks},
        object::Properties as _,
    },
};

/// The types of conversations. Here, and only here, a type is a number: its place in this list, counted from one.
const TYPES: [&str; 5] = ["TYPE_PHONE", "TYPE_EMAIL", "TYPE_FB_MESSENGER", "TYPE_REVIEW", "TYPE_GROUP_SMS"];

pub(crate) async fn get(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Id(id): Id,
) -> Result<Response, Refusal> {
    let mut conversation = row::get(&mut *store.read().await?, &id).await?;
    let number = TYPES.iter().position(|name| *name == conversation.text("type")).map(|place| place + 1);
    let number = if quirks.has(Quirk::UnknownEnumValues) { Some(99) } else { number };
    conversation.insert("type".into(), number.into());
    Ok(reply::traced(StatusCode::OK, Value::Object(conversation)))
}
