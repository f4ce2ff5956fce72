//! `DELETE /contacts/{id}`: the contact goes, and with it everything of it but its payments.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use super::row;
use crate::sandbox::{
    highlevel::forms::reply::{self, Refusal},
    kit::{data::store::Store, door::input::Id},
};

pub(crate) async fn delete(State(store): State<Store>, Id(id): Id) -> Result<Response, Refusal> {
    let mut transaction = store.write().await?;
    row::delete(&mut transaction, &id).await?;
    transaction.commit().await?;
    // The vendor's spelling.
    Ok(reply::traced(StatusCode::OK, json!({ "succeded": true })))
}
