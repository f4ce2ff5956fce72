//! Conversations, messages and emails in the database: found, inserted, replaced.

use sqlx::{SqliteConnection, query};

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
    let found = documents::find(connection, "SELECT document FROM conversations WHERE id = ?", id).await?;
    found.ok_or_else(|| Refusal::NotFound("Conversation", id.to_owned()))
}

pub(crate) async fn next_id(connection: &mut SqliteConnection) -> sqlx::Result<String> {
    Ok(ids::of(RecordKind::Conversation, number::next(connection, "conversations").await?))
}

/// The conversation of a contact, if there is one.
pub(crate) async fn of_contact(connection: &mut SqliteConnection, contact_id: &str) -> sqlx::Result<Option<Object>> {
    documents::find(connection, "SELECT document FROM conversations WHERE contact_id = ?", contact_id).await
}

/// Inserts the conversation, or replaces the one of its contact.
pub(crate) async fn put(connection: &mut SqliteConnection, conversation: &Object) -> sqlx::Result<()> {
    let document = AsJson(conversation);
    let replaced = query("UPDATE conversations SET document = ? WHERE id = ?")
        .bind(&document)
        .bind(conversation.text("id"))
        .execute(&mut *connection)
        .await?;
    if replaced.rows_affected() == 0 {
        query("INSERT INTO conversations (document) VALUES (?)").bind(&document).execute(connection).await?;
    }
    Ok(())
}

pub(crate) async fn insert_message(connection: &mut SqliteConnection, message: &Object) -> sqlx::Result<()> {
    query("INSERT INTO messages (document) VALUES (?)").bind(AsJson(message)).execute(connection).await?;
    Ok(())
}

pub(crate) async fn email(connection: &mut SqliteConnection, id: &str) -> sqlx::Result<Option<Object>> {
    documents::find(connection, "SELECT document FROM emails WHERE id = ?", id).await
}

/// The email of a message of that type.
pub(crate) async fn email_of(connection: &mut SqliteConnection, message_id: &str) -> sqlx::Result<Option<Object>> {
    let sql = "SELECT emails.document FROM emails
         JOIN messages ON emails.id = messages.document ->> '$.meta.email.messageIds[0]' WHERE messages.id = ?";
    documents::find(connection, sql, message_id).await
}

pub(crate) async fn insert_email(connection: &mut SqliteConnection, email: &Object) -> sqlx::Result<()> {
    query("INSERT INTO emails (document) VALUES (?)").bind(AsJson(email)).execute(connection).await?;
    Ok(())
}
