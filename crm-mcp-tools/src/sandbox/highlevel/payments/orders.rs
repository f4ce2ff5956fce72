//! One order by its id. Unlike other records it stands at the root of the answer.

use axum::{Json, extract::State};
use serde_json::Value;
use sqlx::query_scalar;

use super::amounts;
use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
        forms::{
            reply::Refusal,
            validate::{self, Kind, Property},
        },
    },
    kit::{
        data::{column::AsJson, store::Store},
        door::{
            input::{Id, Parameters},
            quirks::Quirks,
        },
    },
};

const QUERY: &[Property] = &[Property::text("altId").required(), Property::text("locationId")];

const ALT_TYPE: Property = Property::new("altType", Kind::OneOf(&["location"]));

pub(crate) async fn get(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Id(id): Id,
    Parameters(query): Parameters,
) -> Result<Json<Value>, Refusal> {
    let alt_type = if quirks.has(Quirk::AltTypeRequired) { &[ALT_TYPE.required()] } else { &[ALT_TYPE] };
    let query = validate::read(query, &[QUERY, alt_type])?;
    auth::check_alt_location(&query)?;
    let found: Option<AsJson<Value>> = query_scalar("SELECT document FROM orders WHERE id = ?")
        .bind(id)
        .fetch_optional(&mut *store.read().await?)
        .await?;
    let AsJson(order) = found.ok_or(Refusal::OrderNotFound)?;
    Ok(Json(amounts::shown(&quirks, order)))
}
