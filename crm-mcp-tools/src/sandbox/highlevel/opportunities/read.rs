//! One opportunity by its id.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use super::{document, row};
use crate::sandbox::{
    highlevel::{
        door::quirk::Quirk,
        forms::reply::{self, Refusal},
    },
    kit::{
        data::store::Store,
        door::{input::Id, quirks::Quirks},
    },
};

pub(crate) async fn get(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Id(id): Id,
) -> Result<Response, Refusal> {
    let mut opportunity = row::get_shown(&mut *store.read().await?, &id).await?;
    if quirks.has(Quirk::UnknownEnumValues) {
        document::hold(&mut opportunity);
    }
    Ok(reply::traced(StatusCode::OK, json!({ "opportunity": opportunity })))
}
