//! One order by its id. Unlike other records it stands at the root of the answer.

use axum::{Json, extract::State};
use serde_json::Value;

use super::amounts;
use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
        forms::reply::Refusal,
    },
    kit::{
        data::{documents, store::Store},
        door::{
            input::{Id, Parameters},
            quirks::Quirks,
            validate::{self, Kind, Property},
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
    let mut transaction = store.read().await?;
    let found = documents::find(&mut transaction, "SELECT document FROM orders WHERE id = ?", &id).await?;
    let order = found.ok_or(Refusal::OrderNotFound)?;
    Ok(Json(amounts::shown(&quirks, order.into())))
}
