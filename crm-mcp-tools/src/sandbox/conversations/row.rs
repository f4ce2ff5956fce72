//! Conversations and messages in the database: found, inserted, replaced.

use sqlx::{SqliteConnection, query, query_scalar};

use crate::sandbox::{
    column::{from_text, to_text},
    contacts::document::text,
    random::{self, Record},
    validate::Object,
};

/// The id of the next conversation; none is ever deleted.
pub(crate) async fn next_id(connection: &mut SqliteConnection) -> sqlx::Result<String> {
    let last: i64 = query_scalar("SELECT coalesce(max(number), 0) FROM conversations").fetch_one(connection).await?;
    Ok(random::id(Record::Conversation, last.unsigned_abs() + 1))
}

/// The number of the next message, which its ids are made from; none is ever deleted.
pub(crate) async fn next_message(connection: &mut SqliteConnection) -> sqlx::Result<u64> {
    let last: i64 = query_scalar("SELECT coalesce(max(number), 0) FROM messages").fetch_one(connection).await?;
    Ok(last.unsigned_abs() + 1)
}

/// The conversation of a contact, if there is one.
pub(crate) async fn of_contact(connection: &mut SqliteConnection, contact_id: &str) -> sqlx::Result<Option<Object>> {
    let found: Option<String> = query_scalar("SELECT document FROM conversations WHERE contact_id = ?")
        .bind(contact_id)
        .fetch_optional(connection)
        .await?;
    found.map(|document| from_text(&document)).transpose()
}

/// Inserts the conversation, or replaces the one of its contact.
pub(crate) async fn put(connection: &mut SqliteConnection, conversation: &Object) -> sqlx::Result<()> {
    let document = to_text(conversation)?;
    let replaced = query("UPDATE conversations SET document = ? WHERE id = ?")
        .bind(&document)
        .bind(text(conversation, "id"))
        .execute(&mut *connection)
        .await?;
    if replaced.rows_affected() == 0 {
        query("INSERT INTO conversations (document) VALUES (?)").bind(&document).execute(connection).await?;
    }
    Ok(())
}

pub(crate) async fn insert_message(connection: &mut SqliteConnection, message: &Object) -> sqlx::Result<()> {
    query("INSERT INTO messages (document) VALUES (?)").bind(to_text(message)?).execute(connection).await?;
    Ok(())
}
