//! Contacts in the database: found, inserted, replaced.

use serde_json::Value;
use sqlx::{SqliteConnection, query, query_scalar};

use super::document;
use crate::sandbox::{
    highlevel::forms::{
        ids::{self, RecordKind},
        reply::Refusal,
    },
    kit::{
        data::{column::AsJson, documents, number},
        object::{Object, Properties as _},
    },
};

pub(crate) async fn get(connection: &mut SqliteConnection, id: &str) -> Result<Object, Refusal> {
    let found = documents::find(connection, "SELECT document FROM contacts WHERE id = ?", id).await?;
    found.ok_or_else(|| Refusal::NotFound("Contact", id.to_owned()))
}

pub(crate) async fn next_id(connection: &mut SqliteConnection) -> sqlx::Result<String> {
    Ok(ids::of(RecordKind::Contact, number::next(connection, "contacts").await?))
}

/// Deletes the contact, with everything of it but its payments.
pub(crate) async fn delete(connection: &mut SqliteConnection, id: &str) -> Result<(), Refusal> {
    let deleted = query("DELETE FROM contacts WHERE id = ?").bind(id).execute(connection).await?;
    if deleted.rows_affected() == 0 { Err(Refusal::NotFound("Contact", id.to_owned())) } else { Ok(()) }
}

pub(crate) async fn insert(connection: &mut SqliteConnection, contact: &Object) -> sqlx::Result<()> {
    query("INSERT INTO contacts (document, searched) VALUES (?, ?)")
        .bind(AsJson(contact))
        .bind(document::searched(contact))
        .execute(&mut *connection)
        .await?;
    define_tags(connection, contact).await
}

pub(crate) async fn replace(connection: &mut SqliteConnection, contact: &Object) -> sqlx::Result<()> {
    query("UPDATE contacts SET document = ?, searched = ? WHERE id = ?")
        .bind(AsJson(contact))
        .bind(document::searched(contact))
        .bind(contact.text("id"))
        .execute(&mut *connection)
        .await?;
    define_tags(connection, contact).await
}

/// A tag that a contact gets is from then on a tag of the location.
async fn define_tags(connection: &mut SqliteConnection, contact: &Object) -> sqlx::Result<()> {
    let tags = contact.get("tags").unwrap_or(&Value::Null);
    query("INSERT OR IGNORE INTO tags (name) SELECT value FROM json_each(?)")
        .bind(AsJson(tags))
        .execute(connection)
        .await?;
    Ok(())
}

/// The contact, other than `except`, that has the email (whatever its case) or the phone of `wanted`, by the location's
/// order of fields; and the field that matched.
pub(crate) async fn matching(
    connection: &mut SqliteConnection,
    wanted: &Object,
    except: Option<&str>,
) -> sqlx::Result<Option<(Object, &'static str)>> {
    let email = wanted.text("email").to_lowercase();
    let queries = [
        ("email", "SELECT document FROM contacts WHERE email = ? AND id IS NOT ?", email.as_str()),
        ("phone", "SELECT document FROM contacts WHERE phone = ? AND id IS NOT ?", wanted.text("phone")),
    ];
    for (field, sql, value) in queries {
        let found: Option<AsJson<Object>> =
            query_scalar(sql).bind(value).bind(except).fetch_optional(&mut *connection).await?;
        if let Some(AsJson(contact)) = found {
            return Ok(Some((contact, field)));
        }
    }
    Ok(None)
}
