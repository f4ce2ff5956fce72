//! One contact by its id.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use super::row;
use crate::sandbox::{
    highlevel::forms::reply::{self, Refusal},
    kit::{data::store::Store, door::input::Id},
};

pub(crate) async fn get(State(store): State<Store>, Id(id): Id) -> Result<Response, Refusal> {
    let contact = row::get(&mut *store.read().await?, &id).await?;
    Ok(reply::traced(StatusCode::OK, json!({ "contact": contact })))
}
