//! The database: opened, and filled once.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    ConnectOptions as _, Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction, query_scalar,
    sqlite::{SqliteConnectOptions, SqliteOwnedBuf, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::OnceCell;

use super::{clock::Clock, seed};

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

/// The connections to the database; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
    /// How many rows were inserted, updated or deleted for good.
    changes: Arc<AtomicU64>,
}

impl Store {
    pub(crate) async fn in_memory(clock: Clock) -> Result<Self, SandboxError> {
        let failed = |error: sqlx::Error| SandboxError::Open { path: ":memory:".into(), cause: error.to_string() };
        let store = Self::connect_in_memory().await.map_err(failed)?;
        let demo = if clock == Clock::fixed() {
            DEMO.get_or_try_init(|| demo(clock)).await.map_err(failed)?
        } else {
            &demo(clock).await.map_err(failed)?
        };
        let mut connection = store.pool.acquire().await.map_err(failed)?;
        let copy = SqliteOwnedBuf::try_from(demo.as_slice()).map_err(failed)?;
        connection.deserialize(None, copy, false).await.map_err(failed)?;
        Ok(store)
    }

    async fn connect_in_memory() -> sqlx::Result<Self> {
        // The data lives as long as its one connection, so that one is never closed.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        Self::connect(pool, options().in_memory(true)).await
    }

    pub(crate) async fn open(path: &Path, clock: Clock) -> Result<Self, SandboxError> {
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
            Content::New | Content::Sandbox => Self::connect(SqlitePoolOptions::new(), options).await.map_err(failed),
            Content::Nothing => Err(SandboxError::Empty(path.to_owned())),
            Content::Foreign => Err(SandboxError::Foreign(path.to_owned())),
        }
    }

    async fn connect(pool: SqlitePoolOptions, options: SqliteConnectOptions) -> sqlx::Result<Self> {
        let changes = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&changes);
        let pool = pool.after_connect(move |connection, _| Box::pin(count_changes(connection, Arc::clone(&counter))));
        // Requests that wait for the one connection to a database in memory are not a fault to warn of.
        let pool = pool.acquire_slow_threshold(Duration::MAX);
        // A connection is a thread of this process: there is nothing to test before it is used.
        let pool = pool.test_before_acquire(false).connect_with(options).await?;
        Ok(Self { pool, changes })
    }

    /// Waits for what uses the database, and closes it.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    /// Whether the database can be read.
    pub(crate) async fn answers(&self) -> bool {
        let Ok(mut transaction) = self.read().await else { return false };
        application_id(&mut transaction).await.is_ok_and(|id| id == APPLICATION_ID)
    }

    /// How many rows requests have changed since the database was opened.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }

    /// A view of the data that no write changes.
    pub(crate) async fn read(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.pool.begin().await
    }

    /// The right to write, held alone until committed; dropped, nothing was written.
    pub(crate) async fn write(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.pool.begin_with("BEGIN IMMEDIATE").await
    }
}

/// How every database is opened. Its statements are not logged: they are of no use to those who read a server's log, and
/// the demo data alone takes hundreds of them.
fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new().disable_statement_logging()
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

/// Adds to the counter what the connection's transactions change, each when it is committed.
async fn count_changes(connection: &mut SqliteConnection, counter: Arc<AtomicU64>) -> sqlx::Result<()> {
    let changed = Arc::new(AtomicU64::new(0));
    let [updated, committed, rolled_back] = std::array::from_fn(|_| Arc::clone(&changed));
    let mut handle = connection.lock_handle().await?;
    handle.set_update_hook(move |_| _ = updated.fetch_add(1, Ordering::Relaxed));
    handle.set_commit_hook(move || {
        counter.fetch_add(committed.swap(0, Ordering::Relaxed), Ordering::Relaxed);
        true
    });
    handle.set_rollback_hook(move || rolled_back.store(0, Ordering::Relaxed));
    Ok(())
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
        let store = Store::open(&directory.join("durable.db"), Clock::fixed()).await.unwrap();
        let mode: String = query_scalar("PRAGMA journal_mode").fetch_one(&store.pool).await.unwrap();
        let synchronous: i64 = query_scalar("PRAGMA synchronous").fetch_one(&store.pool).await.unwrap();
        assert_eq!((mode.as_str(), synchronous), ("delete", 3), "3 is EXTRA");
        store.close().await;
        std::fs::remove_dir_all(directory).unwrap();
    }

    #[tokio::test]
    async fn data_in_memory_lives_as_long_as_the_sandbox() {
        let store = Store::in_memory(Clock::fixed()).await.unwrap();
        let options = store.pool.options();
        assert_eq!(options.get_max_connections(), 1, "each connection has a database of its own");
        assert_eq!(options.get_acquire_slow_threshold(), Duration::MAX, "nobody is warned that requests wait for it");
        assert_eq!(
            (options.get_idle_timeout(), options.get_max_lifetime()),
            (None, None),
            "it dies with its connection"
        );
    }
}
