//! One opportunity by its id.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use super::row;
use crate::sandbox::{
    input::Id,
    reply::{self, Refusal},
    store::Store,
};

pub(crate) async fn get(State(store): State<Store>, Id(id): Id) -> Result<Response, Refusal> {
    let opportunity = row::get_shown(&mut *store.read().await?, &id).await?;
    Ok(reply::traced(StatusCode::OK, json!({ "opportunity": opportunity })))
}
