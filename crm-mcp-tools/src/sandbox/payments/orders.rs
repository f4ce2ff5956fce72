//! One order by its id. Unlike other records it stands at the root of the answer.

use axum::{Json, extract::State};
use serde_json::Value;
use sqlx::query_scalar;

use crate::sandbox::{
    auth,
    column::from_text,
    input::{Id, Parameters},
    reply::Refusal,
    store::Store,
    validate::{self, Kind, Property},
};

const QUERY: &[Property] = &[
    Property::text("altId").required(),
    Property::new("altType", Kind::OneOf(&["location"])),
    Property::text("locationId"),
];

pub(crate) async fn get(
    State(store): State<Store>,
    Id(id): Id,
    Parameters(query): Parameters,
) -> Result<Json<Value>, Refusal> {
    let query = validate::read(query, &[QUERY])?;
    auth::check_alt_location(&query)?;
    let found: Option<String> = query_scalar("SELECT document FROM orders WHERE id = ?")
        .bind(id)
        .fetch_optional(&mut *store.read().await?)
        .await?;
    let order = found.ok_or(Refusal::OrderNotFound)?;
    Ok(Json(from_text(&order)?))
}
