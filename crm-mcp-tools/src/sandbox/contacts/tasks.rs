//! The tasks of a contact.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};
use sqlx::query_scalar;

use super::row;
use crate::sandbox::{
    column::from_text,
    input::Id,
    reply::{self, Refusal},
    store::Store,
};

pub(crate) async fn list(State(store): State<Store>, Id(id): Id) -> Result<Response, Refusal> {
    let mut transaction = store.read().await?;
    row::get(&mut transaction, &id).await?;
    let tasks: Vec<String> =
        query_scalar("SELECT document FROM tasks WHERE contact_id = ? ORDER BY document ->> '$.dueDate', id")
            .bind(&id)
            .fetch_all(&mut *transaction)
            .await?;
    let tasks = tasks.iter().map(|task| from_text(task)).collect::<sqlx::Result<Vec<Value>>>()?;
    Ok(reply::traced(StatusCode::OK, json!({ "tasks": tasks })))
}
