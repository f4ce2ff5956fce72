//! Keeping the old index for searches that are told to lag behind the contacts.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use sqlx::query_scalar;

use super::index::{self, Index};
use crate::sandbox::{
    highlevel::{Sandbox, forms::reply::Refusal},
    kit::door::dialect::Dialect as _,
};

/// Keeps the index as it is before each write of contacts, for as many requests as it lags.
pub(crate) async fn keep_index(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if index::delay(&sandbox.quirks).is_some() && Sandbox::is_write(&request) {
        let contacts: Vec<String> = query_scalar("SELECT json_array(document, searched, id, email) FROM contacts")
            .fetch_all(&mut *sandbox.store.read().await?)
            .await?;
        sandbox.old_indexes.keep(&sandbox.quirks, |earlier| Index::after(earlier, contacts));
    }
    Ok(next.run(request).await)
}
