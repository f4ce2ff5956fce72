//! One opportunity by its id.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use super::{document, row};
use crate::sandbox::{
    highlevel::{
        door::quirks::{Quirk, Quirks},
        forms::{
            input::Id,
            reply::{self, Refusal},
        },
    },
    kit::store::Store,
};

pub(crate) async fn get(
    State(store): State<Store>,
    State(quirks): State<Quirks>,
    Id(id): Id,
) -> Result<Response, Refusal> {
    let mut opportunity = row::get_shown(&mut *store.read().await?, &id).await?;
    if quirks.has(Quirk::UnknownEnumValues) {
        document::hold(&mut opportunity);
    }
    Ok(reply::traced(StatusCode::OK, json!({ "opportunity": opportunity })))
}
