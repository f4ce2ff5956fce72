//! The database of a sandbox: opened, and filled once.

use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, query_scalar, sqlite::SqliteSynchronous};
use tokio::sync::OnceCell;

use super::seed;
use crate::sandbox::kit::{
    clock::Clock,
    store::{Store, options},
};

const SCHEMA: &str = include_str!("schema.sql");

/// The mark of a database with this schema, which the schema sets: `SBX1`.
const APPLICATION_ID: i64 = 0x5342_5831;

/// What the schema defines, and the sandbox relies on.
const COLUMNS: &[&str] = &[
    "contacts.number",
    "contacts.document",
    "contacts.searched",
    "contacts.id",
    "contacts.email",
    "contacts.phone",
    "tasks.number",
    "tasks.contact_id",
    "tasks.document",
    "tags.number",
    "tags.name",
    "conversations.number",
    "conversations.document",
    "conversations.id",
    "conversations.contact_id",
    "messages.number",
    "messages.document",
    "messages.id",
    "messages.conversation_id",
    "emails.document",
    "emails.id",
    "emails.conversation_id",
    "events.id",
    "events.starts",
    "events.blocked",
    "events.document",
    "events.contact_id",
    "appointment_notes.number",
    "appointment_notes.event_id",
    "appointment_notes.document",
    "notes.number",
    "notes.contact_id",
    "notes.document",
    "opportunities.number",
    "opportunities.document",
    "opportunities.searched",
    "opportunities.id",
    "opportunities.contact_id",
    "opportunities.created_at",
    "orders.document",
    "orders.id",
    "transactions.document",
    "transactions.searched",
    "transactions.id",
    "transactions.created_at",
];

/// The sandbox could not open its database.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The file cannot be opened, read or written, or is no SQLite database.
    #[error("cannot open the sandbox data `{}`: {cause}", path.display())]
    Open {
        /// The file, or `:memory:`.
        path: PathBuf,
        /// What the database reported.
        cause: String,
    },
    /// The file is a database, but not one that this version of the sandbox wrote. It was not touched.
    #[error("`{}` is not a database of this version of the sandbox; choose another file", .0.display())]
    Foreign(PathBuf),
    /// The file is a database that holds nothing, though something once wrote it. It was not touched.
    #[error(
        "`{}` is a database without data, like a copy whose log was left behind; copy it again when the server that \
         has it open has stopped, or choose another file",
        .0.display()
    )]
    Empty(PathBuf),
}

/// A database in memory, with the demo data as of this clock.
pub(crate) async fn in_memory(clock: Clock) -> Result<Store, SandboxError> {
    let failed = |error: sqlx::Error| SandboxError::Open { path: ":memory:".into(), cause: error.to_string() };
    let demo = if clock == Clock::fixed() {
        DEMO.get_or_try_init(|| demo(clock)).await.map_err(failed)?
    } else {
        &demo(clock).await.map_err(failed)?
    };
    Store::in_memory(demo).await.map_err(failed)
}

/// A database in a file. One that does not exist yet is filled with the demo data as of this clock.
pub(crate) async fn open(path: &Path, clock: Clock) -> Result<Store, SandboxError> {
    let refused = |cause: String| SandboxError::Open { path: path.to_owned(), cause };
    let failed = |error: sqlx::Error| refused(error.to_string());
    // An absolute path names a file; `:memory:` and `file:…` as they stand mean other things to SQLite.
    let file = std::path::absolute(path).map_err(|error| refused(error.to_string()))?;
    if let Some(cause) = no_place(&file) {
        return Err(refused(cause));
    }
    let options = options().filename(file).create_if_missing(true);
    // Without a log beside it, the file by itself is the whole of the data, after every write. The last step of a
    // write is then the removal of its journal, which this has written to the disk as well.
    let options = options.synchronous(SqliteSynchronous::Extra);
    let mut connection = options.connect().await.map_err(failed)?;
    let content = content(&mut connection).await.map_err(failed)?;
    if content == Content::New || content == Content::Sandbox {
        fill(&mut connection, clock).await.map_err(failed)?;
    }
    connection.close().await.map_err(failed)?;
    match content {
        Content::New | Content::Sandbox => Store::on_disk(options).await.map_err(failed),
        Content::Nothing => Err(SandboxError::Empty(path.to_owned())),
        Content::Foreign => Err(SandboxError::Foreign(path.to_owned())),
    }
}

/// Whether the database can be read.
pub(crate) async fn answers(store: &Store) -> bool {
    let Ok(mut transaction) = store.read().await else { return false };
    application_id(&mut transaction).await.is_ok_and(|id| id == APPLICATION_ID)
}

/// Why there can be no file here; SQLite only says that it cannot open it.
fn no_place(file: &Path) -> Option<String> {
    let directory = file.parent().filter(|directory| !directory.is_dir());
    match directory {
        Some(directory) => Some(format!("there is no directory `{}`; create it first", directory.display())),
        None => file.is_dir().then(|| "it is a directory; name a file in it".to_owned()),
    }
}

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Not one byte: the file was made just now.
    New,
    /// A sandbox of this version.
    Sandbox,
    /// A database without a table.
    Nothing,
    /// A database of something else, or of another version.
    Foreign,
}

async fn content(connection: &mut SqliteConnection) -> sqlx::Result<Content> {
    let mut transaction = connection.begin().await?;
    let columns: Vec<String> = query_scalar(
        "SELECT tables.name || '.' || columns.name
         FROM sqlite_schema AS tables, pragma_table_xinfo(tables.name) AS columns",
    )
    .fetch_all(&mut *transaction)
    .await?;
    let pages: i64 = query_scalar("PRAGMA page_count").fetch_one(&mut *transaction).await?;
    let is_marked = application_id(&mut transaction).await? == APPLICATION_ID;
    let is_complete = || COLUMNS.iter().all(|wanted| columns.iter().any(|column| column == wanted));
    Ok(match pages {
        0 => Content::New,
        _ if columns.is_empty() => Content::Nothing,
        _ if is_marked && is_complete() => Content::Sandbox,
        _ => Content::Foreign,
    })
}

/// Writes the schema and the demo data in one step, unless they are there; fails if the file cannot be written.
async fn fill(connection: &mut SqliteConnection, clock: Clock) -> sqlx::Result<()> {
    // Earlier versions kept a log beside the file.
    sqlx::query("PRAGMA journal_mode = DELETE").execute(&mut *connection).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    if application_id(&mut transaction).await? != APPLICATION_ID {
        sqlx::raw_sql(SCHEMA).execute(&mut *transaction).await?;
        seed::fill(&mut transaction, clock).await?;
    }
    // SQLite opens a file that cannot be written, and tells at the first write: this one, which changes nothing.
    sqlx::query("PRAGMA user_version = 0").execute(&mut *transaction).await?;
    transaction.commit().await
}

/// The demo data in memory with its fixed date, made once and then copied: there may be many sandboxes in tests.
static DEMO: OnceCell<Vec<u8>> = OnceCell::const_new();

async fn demo(clock: Clock) -> sqlx::Result<Vec<u8>> {
    let mut connection = options().in_memory(true).connect().await?;
    fill(&mut connection, clock).await?;
    let database = connection.serialize(None).await?;
    Ok(database.to_vec())
}

async fn application_id(connection: &mut SqliteConnection) -> sqlx::Result<i64> {
    query_scalar("PRAGMA application_id").fetch_one(connection).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_write_to_a_file_is_on_the_disk_before_it_is_answered() {
        let directory = std::env::temp_dir().join(format!("crm-sandbox-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let store = open(&directory.join("durable.db"), Clock::fixed()).await.unwrap();
        let mut view = store.read().await.unwrap();
        let mode: String = query_scalar("PRAGMA journal_mode").fetch_one(&mut *view).await.unwrap();
        let synchronous: i64 = query_scalar("PRAGMA synchronous").fetch_one(&mut *view).await.unwrap();
        assert_eq!((mode.as_str(), synchronous), ("delete", 3), "3 is EXTRA");
        drop(view);
        store.close().await;
        std::fs::remove_dir_all(directory).unwrap();
    }
}
