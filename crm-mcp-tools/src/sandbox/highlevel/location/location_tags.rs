//! `GET /locations/{id}/tags`: every tag that was ever put on a contact of the location.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};
use sqlx::query_as;

use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        door::auth,
        forms::{
            ids::{self, RecordKind},
            reply::{self, Refusal},
        },
    },
    kit::{
        data::store::Store,
        door::{
            input::{Id, Parameters},
            validate,
        },
    },
};

/// In the order in which the tags came up; the vendor's is not documented.
pub(crate) async fn list(
    State(store): State<Store>,
    Id(id): Id,
    Parameters(query): Parameters,
) -> Result<Response, Refusal> {
    auth::check_location_id(Some(&id))?;
    validate::read(query, &[])?;
    let tags: Vec<(i64, String)> =
        query_as("SELECT number, name FROM tags ORDER BY number").fetch_all(&mut *store.read().await?).await?;
    let tag = |(number, name): &(i64, String)| json!({ "id": ids::of(RecordKind::Tag, number.unsigned_abs()), "name": name, "locationId": LOCATION_ID });
    Ok(reply::traced(StatusCode::OK, json!({ "tags": tags.iter().map(tag).collect::<Vec<Value>>() })))
}
