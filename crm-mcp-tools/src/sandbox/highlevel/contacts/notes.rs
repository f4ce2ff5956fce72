//! The notes of a contact: listed, newest first, and added.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;
use sqlx::{SqliteConnection, query};

use super::row;
use crate::sandbox::{
    highlevel::forms::{
        dates,
        ids::{self, RecordKind},
        reply::{self, Refusal},
    },
    kit::{
        data::{column::AsJson, documents, number, store::Store},
        door::{
            input::{Body, Id},
            validate::{self, Kind, Property},
        },
        object::{Object, object},
    },
};

const BODY: &[Property] = &[
    Property::text("body").required(),
    Property::text("userId"),
    Property::text("title"),
    Property::text("color"),
    Property::new("pinned", Kind::Boolean),
];

pub(crate) async fn list(State(store): State<Store>, Id(id): Id) -> Result<Response, Refusal> {
    let mut transaction = store.read().await?;
    row::get(&mut transaction, &id).await?;
    let sql = "SELECT document FROM notes WHERE contact_id = ? ORDER BY document ->> '$.dateAdded' DESC, number DESC";
    let notes = documents::find_all(&mut transaction, sql, &id).await?;
    Ok(reply::traced(StatusCode::OK, json!({ "notes": notes })))
}

pub(crate) async fn add(State(store): State<Store>, Id(id): Id, Body(body): Body) -> Result<Response, Refusal> {
    let note = validate::read(body, &[BODY])?;
    let mut transaction = store.write().await?;
    row::get(&mut transaction, &id).await?;
    let note = insert(&mut transaction, &id, &dates::now(), note).await?;
    transaction.commit().await?;
    Ok(reply::traced(StatusCode::CREATED, json!({ "note": note })))
}

/// The note as it is kept, with an id of its own.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    contact_id: &str,
    added: &str,
    mut note: Object,
) -> sqlx::Result<Object> {
    let id = ids::of(RecordKind::Note, number::next(connection, "notes").await?);
    note.extend(object([("id", id.into()), ("contactId", contact_id.into()), ("dateAdded", added.into())]));
    query("INSERT INTO notes (contact_id, document) VALUES (?, ?)")
        .bind(contact_id)
        .bind(AsJson(&note))
        .execute(connection)
        .await?;
    Ok(note)
}
