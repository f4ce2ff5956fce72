//! The tasks of a contact: listed by when they are due, and added.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;
use sqlx::{SqliteConnection, query};

use super::row;
use crate::sandbox::{
    highlevel::forms::{
        ids::{self, RecordKind},
        kinds,
        reply::{self, Refusal},
    },
    kit::{
        data::{column::AsJson, documents, number, store::Store},
        door::{
            input::{Body, Id},
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _, object},
    },
};

const BODY: &[Property] = &[
    Property::text("title").required(),
    Property::text("body"),
    Property::new("dueDate", kinds::DATE).required(),
    Property::new("completed", Kind::Boolean).required(),
    Property::text("assignedTo"),
];

pub(crate) async fn list(State(store): State<Store>, Id(id): Id) -> Result<Response, Refusal> {
    let mut transaction = store.read().await?;
    row::get(&mut transaction, &id).await?;
    let sql = "SELECT document FROM tasks WHERE contact_id = ? ORDER BY document ->> '$.dueDate', id";
    let tasks = documents::find_all(&mut transaction, sql, &id).await?;
    Ok(reply::traced(StatusCode::OK, json!({ "tasks": tasks })))
}

pub(crate) async fn add(State(store): State<Store>, Id(id): Id, Body(body): Body) -> Result<Response, Refusal> {
    let mut task = validate::read(body, &[BODY])?;
    let empty = ["title", "dueDate"].into_iter().filter(|name| task.text(name).is_empty());
    let faults: Vec<String> = empty.map(|name| format!("{name} should not be empty")).collect();
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults));
    }
    let mut transaction = store.write().await?;
    row::get(&mut transaction, &id).await?;
    let number = number::next(&mut transaction, "tasks").await?;
    task.extend(object([("id", ids::of(RecordKind::Task, number).into()), ("contactId", id.into())]));
    insert(&mut transaction, &task).await?;
    transaction.commit().await?;
    Ok(reply::traced(StatusCode::CREATED, json!({ "task": task })))
}

/// Keeps a task that has its id and its contact's.
pub(crate) async fn insert(connection: &mut SqliteConnection, task: &Object) -> sqlx::Result<()> {
    query("INSERT INTO tasks (document) VALUES (?)").bind(AsJson(task)).execute(connection).await?;
    Ok(())
}
