//! The database: opened, and filled once.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};

use super::seed;

const SCHEMA: &str = include_str!("schema.sql");
const SCHEMA_VERSION: i64 = 1;

/// The sandbox could not open its database.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The file cannot be opened, read or written, or is no SQLite database.
    #[error("cannot open the sandbox data `{}`: {source}", path.display())]
    Open {
        /// The file, or `:memory:`.
        path: PathBuf,
        /// What the database reported.
        source: sqlx::Error,
    },
    /// The file is a database, but not one that this version of the sandbox wrote.
    #[error("`{}` is not a database of this version of the sandbox; choose another file", .0.display())]
    Foreign(PathBuf),
}

/// The connections to the database; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Store(SqlitePool);

impl Store {
    pub(crate) async fn in_memory() -> Result<Self, SandboxError> {
        // The data lives as long as its one connection, so that one is never closed.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        Self::prepare(pool, SqliteConnectOptions::new().in_memory(true), Path::new(":memory:")).await
    }

    pub(crate) async fn open(path: &Path) -> Result<Self, SandboxError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        Self::prepare(SqlitePoolOptions::new(), options, path).await
    }

    async fn prepare(
        pool: SqlitePoolOptions,
        options: SqliteConnectOptions,
        path: &Path,
    ) -> Result<Self, SandboxError> {
        let failed = |source| SandboxError::Open { path: path.to_owned(), source };
        let store = Self(pool.connect_with(options).await.map_err(failed)?);
        let mut transaction = store.write().await.map_err(failed)?;
        match state(&mut transaction).await.map_err(failed)? {
            State::Empty => {
                sqlx::raw_sql(SCHEMA).execute(&mut *transaction).await.map_err(failed)?;
                seed::fill(&mut transaction).await.map_err(failed)?;
                transaction.commit().await.map_err(failed)?;
            }
            State::Filled => {}
            State::Foreign => return Err(SandboxError::Foreign(path.to_owned())),
        }
        Ok(store)
    }

    /// A view of the data that no write changes.
    pub(crate) async fn read(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.0.begin().await
    }

    /// The right to write, held alone until committed; dropped, nothing was written.
    pub(crate) async fn write(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        self.0.begin_with("BEGIN IMMEDIATE").await
    }
}

/// What is kept in a column that holds JSON.
pub(crate) fn to_text(document: &impl Serialize) -> sqlx::Result<String> {
    serde_json::to_string(document).map_err(|error| sqlx::Error::Encode(error.into()))
}

pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

enum State {
    Empty,
    Filled,
    Foreign,
}

async fn state(connection: &mut SqliteConnection) -> sqlx::Result<State> {
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(connection).await?;
    Ok(match (version, tables) {
        (0, 0) => State::Empty,
        (SCHEMA_VERSION, 1..) => State::Filled,
        _ => State::Foreign,
    })
}
