//! The database of a sandbox: opened, and filled once.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use futures_util::future::BoxFuture;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, query_scalar, sqlite::SqliteSynchronous};
use tokio::sync::OnceCell;

use super::store::{Store, options};
use crate::sandbox::kit::clock::Clock;

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

/// How an empty database with the schema is filled with demo data, as of a clock.
type Fill = for<'a> fn(&'a mut SqliteConnection, Clock) -> BoxFuture<'a, sqlx::Result<()>>;

/// What the database of a CRM's sandbox is like.
pub(crate) struct Database {
    schema: &'static str,
    /// The mark of a database with this schema, which the schema sets: its `application_id`.
    mark: i64,
    fill: Fill,
    /// The demo data in memory with its fixed date, made once and then copied: there may be many sandboxes in tests.
    fixed: OnceCell<Vec<u8>>,
}

impl Database {
    pub(crate) const fn new(schema: &'static str, mark: i64, fill: Fill) -> Self {
        Self { schema, mark, fill, fixed: OnceCell::const_new() }
    }

    /// A database in memory, with the demo data as of this clock.
    pub(crate) async fn in_memory(&self, clock: Clock) -> Result<Store, SandboxError> {
        let failed = |error: sqlx::Error| SandboxError::Open { path: ":memory:".into(), cause: error.to_string() };
        let demo = if clock == Clock::fixed() {
            self.fixed.get_or_try_init(|| self.demo(clock)).await.map_err(failed)?
        } else {
            &self.demo(clock).await.map_err(failed)?
        };
        Store::in_memory(demo).await.map_err(failed)
    }

    /// A database in a file. One that does not exist yet is filled with the demo data as of this clock.
    pub(crate) async fn open(&self, path: &Path, clock: Clock) -> Result<Store, SandboxError> {
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
        let content = self.content(&mut connection).await.map_err(failed)?;
        if content == Content::New || content == Content::Sandbox {
            self.complete(&mut connection, clock).await.map_err(failed)?;
        }
        connection.close().await.map_err(failed)?;
        match content {
            Content::New | Content::Sandbox => Store::on_disk(options).await.map_err(failed),
            Content::Nothing => Err(SandboxError::Empty(path.to_owned())),
            Content::Foreign => Err(SandboxError::Foreign(path.to_owned())),
        }
    }

    /// Whether the database can be read.
    pub(crate) async fn answers(&self, store: &Store) -> bool {
        let Ok(mut transaction) = store.read().await else { return false };
        application_id(&mut transaction).await.is_ok_and(|id| id == self.mark)
    }

    async fn content(&self, connection: &mut SqliteConnection) -> sqlx::Result<Content> {
        let mut transaction = connection.begin().await?;
        let pages: i64 = query_scalar("PRAGMA page_count").fetch_one(&mut *transaction).await?;
        let columns = columns(&mut transaction).await?;
        Ok(match pages {
            0 => Content::New,
            _ if columns.is_empty() => Content::Nothing,
            _ if application_id(&mut transaction).await? != self.mark => Content::Foreign,
            _ if self.columns().await?.is_subset(&columns) => Content::Sandbox,
            _ => Content::Foreign,
        })
    }

    /// The columns that the schema defines.
    async fn columns(&self) -> sqlx::Result<HashSet<String>> {
        let mut connection = options().in_memory(true).connect().await?;
        sqlx::raw_sql(self.schema).execute(&mut connection).await?;
        columns(&mut connection).await
    }

    /// Writes the schema and the demo data in one step, unless they are there; fails if the file cannot be written.
    async fn complete(&self, connection: &mut SqliteConnection, clock: Clock) -> sqlx::Result<()> {
        // Earlier versions kept a log beside the file.
        sqlx::query("PRAGMA journal_mode = DELETE").execute(&mut *connection).await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        if application_id(&mut transaction).await? != self.mark {
            sqlx::raw_sql(self.schema).execute(&mut *transaction).await?;
            (self.fill)(&mut transaction, clock).await?;
        }
        // SQLite opens a file that cannot be written, and tells at the first write: this one, which changes nothing.
        sqlx::query("PRAGMA user_version = 0").execute(&mut *transaction).await?;
        transaction.commit().await
    }

    async fn demo(&self, clock: Clock) -> sqlx::Result<Vec<u8>> {
        let mut connection = options().in_memory(true).connect().await?;
        self.complete(&mut connection, clock).await?;
        let database = connection.serialize(None).await?;
        Ok(database.to_vec())
    }
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

/// Every column of every table, as `table.column`.
async fn columns(connection: &mut SqliteConnection) -> sqlx::Result<HashSet<String>> {
    let columns: Vec<String> = query_scalar(
        "SELECT tables.name || '.' || columns.name
         FROM sqlite_schema AS tables, pragma_table_xinfo(tables.name) AS columns",
    )
    .fetch_all(connection)
    .await?;
    Ok(columns.into_iter().collect())
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
        let database = Database::new("CREATE TABLE records (document TEXT)", 0, |_, _| Box::pin(async { Ok(()) }));
        let store = database.open(&directory.join("durable.db"), Clock::fixed()).await.unwrap();
        let mut view = store.read().await.unwrap();
        let mode: String = query_scalar("PRAGMA journal_mode").fetch_one(&mut *view).await.unwrap();
        let synchronous: i64 = query_scalar("PRAGMA synchronous").fetch_one(&mut *view).await.unwrap();
        assert_eq!((mode.as_str(), synchronous), ("delete", 3), "3 is EXTRA");
        drop(view);
        store.close().await;
        std::fs::remove_dir_all(directory).unwrap();
    }
}
