//! Records in the database: inserted, found, replaced, deleted.

use serde_json::Value;
use sqlx::{SqliteConnection, query, query_scalar};

use super::{close_ids, object_kind::ObjectKind};
use crate::sandbox::{
    close::{
        answers::{close_refusal::CloseRefusal, moments},
        keys,
    },
    kit::{
        data::{column::AsJson, number},
        object::{Object, Properties as _},
    },
};

/// Keeps a record, and gives it back as it is kept. It gets an id, its organization and its dates if it has none; what
/// it says nothing of is filled in when it is shown.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    kind: ObjectKind,
    mut document: Object,
) -> sqlx::Result<Object> {
    if !document.contains_key("id") {
        let number = number::next(connection, "records").await?;
        document.insert("id".into(), close_ids::fresh(kind, number).into());
    }
    if kind != ObjectKind::Organization {
        document.entry("organization_id").or_insert_with(|| keys::organization_id().into());
    }
    let created = document.entry("date_created").or_insert_with(|| moments::now().into()).clone();
    document.entry("date_updated").or_insert(created);
    query("INSERT INTO records (kind, document) VALUES (?, ?)")
        .bind(kind.name())
        .bind(AsJson(&document))
        .execute(connection)
        .await?;
    Ok(document)
}

/// The record, as it is kept.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    kind: ObjectKind,
    id: &str,
) -> sqlx::Result<Option<Object>> {
    let sql = "SELECT document FROM records WHERE id = ? AND kind = ?";
    let found = query_scalar(sql).bind(id).bind(kind.name()).fetch_optional(connection).await?;
    Ok(found.map(|AsJson(document)| document))
}

/// The record, which has to be there.
pub(crate) async fn get(connection: &mut SqliteConnection, kind: ObjectKind, id: &str) -> Result<Object, CloseRefusal> {
    find(connection, kind, id).await?.ok_or(CloseRefusal::NotFound(kind.name()))
}

/// All records of a kind, in the order in which they were made.
pub(crate) async fn all(connection: &mut SqliteConnection, kind: ObjectKind) -> sqlx::Result<Vec<Object>> {
    let sql = "SELECT document FROM records WHERE kind = ? ORDER BY number";
    let found: Vec<_> = query_scalar(sql).bind(kind.name()).fetch_all(connection).await?;
    Ok(found.into_iter().map(|AsJson(document)| document).collect())
}

/// All records of a kind that belong to one of these leads, in the order in which they were made.
pub(crate) async fn of_leads(
    connection: &mut SqliteConnection,
    kind: ObjectKind,
    lead_ids: &[&str],
) -> sqlx::Result<Vec<Object>> {
    let sql = "SELECT document FROM records
               WHERE kind = ? AND lead_id IN (SELECT value FROM json_each(?)) ORDER BY number";
    let found: Vec<_> = query_scalar(sql).bind(kind.name()).bind(AsJson(lead_ids)).fetch_all(connection).await?;
    Ok(found.into_iter().map(|AsJson(document)| document).collect())
}

/// Those of the records that are there, of whatever kind.
pub(crate) async fn by_ids(connection: &mut SqliteConnection, ids: &[&str]) -> sqlx::Result<Vec<Object>> {
    let sql = "SELECT document FROM records WHERE id IN (SELECT value FROM json_each(?))";
    let found: Vec<_> = query_scalar(sql).bind(AsJson(ids)).fetch_all(connection).await?;
    Ok(found.into_iter().map(|AsJson(document)| document).collect())
}

/// The name of the kind of a record.
pub(crate) async fn kind_of(connection: &mut SqliteConnection, id: &str) -> sqlx::Result<Option<String>> {
    query_scalar("SELECT kind FROM records WHERE id = ?").bind(id).fetch_optional(connection).await
}

/// Keeps a record in the place of the one that has its id.
pub(crate) async fn replace(connection: &mut SqliteConnection, document: &Object) -> sqlx::Result<()> {
    query("UPDATE records SET document = ? WHERE id = ?")
        .bind(AsJson(document))
        .bind(document.text("id"))
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes a record.
pub(crate) async fn delete(connection: &mut SqliteConnection, id: &str) -> sqlx::Result<()> {
    query("DELETE FROM records WHERE id = ?").bind(id).execute(connection).await?;
    Ok(())
}

/// Removes everything that belongs to a lead.
pub(crate) async fn delete_of_lead(connection: &mut SqliteConnection, lead_id: &str) -> sqlx::Result<()> {
    query("DELETE FROM records WHERE lead_id = ?").bind(lead_id).execute(connection).await?;
    Ok(())
}

/// Removes everything that is about a record: its comments and their thread.
pub(crate) async fn delete_about(connection: &mut SqliteConnection, object_id: &str) -> sqlx::Result<()> {
    query("DELETE FROM records WHERE kind IN (?, ?) AND document ->> '$.object_id' = ?")
        .bind(ObjectKind::Comment.name())
        .bind(ObjectKind::CommentThread.name())
        .bind(object_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes the records of a kind that have this value in a field.
pub(crate) async fn delete_where(
    connection: &mut SqliteConnection,
    kind: ObjectKind,
    field: &'static str,
    value: &str,
) -> sqlx::Result<()> {
    query("DELETE FROM records WHERE kind = ? AND document ->> ? = ?")
        .bind(kind.name())
        .bind(format!("$.{field}"))
        .bind(value)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes the value of a custom field out of every record that has one.
pub(crate) async fn drop_value(connection: &mut SqliteConnection, field_id: &str) -> sqlx::Result<()> {
    let path = format!("$.\"custom.{field_id}\"");
    query("UPDATE records SET document = json_remove(document, ?1) WHERE json_type(document, ?1) IS NOT NULL")
        .bind(path)
        .execute(connection)
        .await?;
    Ok(())
}

/// Clears a field wherever it has this value, in records of any kind.
pub(crate) async fn clear(connection: &mut SqliteConnection, field: &'static str, value: &str) -> sqlx::Result<()> {
    let path = format!("$.{field}");
    query("UPDATE records SET document = json_set(document, ?1, NULL) WHERE document ->> ?1 = ?2")
        .bind(path)
        .bind(value)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many records of a kind have this value in a field.
pub(crate) async fn count(
    connection: &mut SqliteConnection,
    kind: ObjectKind,
    field: &'static str,
    value: &Value,
) -> sqlx::Result<i64> {
    query_scalar("SELECT count(*) FROM records WHERE kind = ? AND document ->> ? = ?")
        .bind(kind.name())
        .bind(format!("$.{field}"))
        .bind(value.as_str())
        .fetch_one(connection)
        .await
}
