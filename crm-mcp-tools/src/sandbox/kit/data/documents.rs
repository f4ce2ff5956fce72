//! Records that are kept as documents, found by one value.

use sqlx::{SqliteConnection, query_scalar};

use super::column::AsJson;
use crate::sandbox::kit::object::Object;

/// The document that the statement finds by the value, if there is one.
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    sql: &'static str,
    value: &str,
) -> sqlx::Result<Option<Object>> {
    let found = query_scalar(sql).bind(value).fetch_optional(connection).await?;
    Ok(found.map(|AsJson(document)| document))
}

/// All documents that the statement finds by the value.
pub(crate) async fn find_all(
    connection: &mut SqliteConnection,
    sql: &'static str,
    value: &str,
) -> sqlx::Result<Vec<Object>> {
    let found: Vec<_> = query_scalar(sql).bind(value).fetch_all(connection).await?;
    Ok(found.into_iter().map(|AsJson(document)| document).collect())
}
