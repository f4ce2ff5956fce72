//! The index that `POST /contacts/search` reads, when it is told to lag behind the contacts.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use sqlx::{QueryBuilder, Sqlite, query_scalar};

use crate::sandbox::{Sandbox, gateway, reply::Refusal};

/// All contacts as they were before a write: a JSON array of what the database keeps of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index(Arc<str>);

impl Index {
    /// ` WITH contacts AS … `: what follows reads the index instead of the table.
    pub(crate) fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        sql.push(
            "WITH contacts AS (SELECT value ->> 0 AS document, value ->> 1 AS searched, value ->> 2 AS id, \
                value ->> 3 AS email FROM json_each(",
        );
        sql.push_bind(self.0.to_string()).push(")) ");
    }
}

/// Keeps the index as it is before each write of contacts, for as many requests as it lags.
pub(crate) async fn lag(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Result<Response, Refusal> {
    if sandbox.quirks.index_delay().is_some() && gateway::is_write(&request) {
        let contacts: String =
            query_scalar("SELECT json_group_array(json_array(document, searched, id, email)) FROM contacts")
                .fetch_one(&mut *sandbox.store.read().await?)
                .await?;
        sandbox.quirks.keep_index(Index(contacts.into()));
    }
    Ok(next.run(request).await)
}
