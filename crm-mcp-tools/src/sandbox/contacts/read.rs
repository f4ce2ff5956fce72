//! One contact by its id.

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use super::row;
use crate::sandbox::reply::{self, Refusal};
use crate::sandbox::store::Store;

pub(crate) async fn get(State(store): State<Store>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let contact = row::get(&mut *store.read().await?, &id).await?;
    Ok(reply::traced(StatusCode::OK, json!({ "contact": contact })))
}
