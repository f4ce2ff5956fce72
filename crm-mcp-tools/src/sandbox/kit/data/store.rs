//! The connections to a database: views of the data, and the right to write it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    ConnectOptions as _, Sqlite, SqliteConnection, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteOwnedBuf, SqlitePoolOptions},
};

/// The connections to the database; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
    /// How many rows were inserted, updated or deleted for good.
    changes: Arc<AtomicU64>,
}

impl Store {
    /// A database in memory, with the data of this copy.
    pub(crate) async fn in_memory(copy: &[u8]) -> sqlx::Result<Self> {
        // The data lives as long as its one connection, so that one is never closed.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let store = Self::connect(pool, options().in_memory(true)).await?;
        let mut connection = store.pool.acquire().await?;
        connection.deserialize(None, SqliteOwnedBuf::try_from(copy)?, false).await?;
        Ok(store)
    }

    /// The database that these options name.
    pub(crate) async fn on_disk(options: SqliteConnectOptions) -> sqlx::Result<Self> {
        Self::connect(SqlitePoolOptions::new(), options).await
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
pub(crate) fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new().disable_statement_logging()
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn data_in_memory_lives_as_long_as_the_sandbox() {
        let mut connection = options().in_memory(true).connect().await.unwrap();
        let copy = connection.serialize(None).await.unwrap();
        let store = Store::in_memory(&copy).await.unwrap();
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
