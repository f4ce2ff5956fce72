//! The numbers of records, which their ids are made from.

use sqlx::{SqliteConnection, query_scalar};

/// The number that the next record of the table gets. The number of a deleted record is never given again.
pub(crate) async fn next(connection: &mut SqliteConnection, table: &'static str) -> sqlx::Result<u64> {
    let last: Option<i64> =
        query_scalar("SELECT seq FROM sqlite_sequence WHERE name = ?").bind(table).fetch_optional(connection).await?;
    Ok(last.unwrap_or_default().unsigned_abs() + 1)
}
