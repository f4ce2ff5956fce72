//! The notes of an appointment, the newest first.

use axum::{Json, extract::State};
use serde_json::{Value, json};
use sqlx::query_scalar;

use crate::sandbox::{
    highlevel::forms::reply::Refusal,
    kit::{
        data::{column::AsJson, page, store::Store},
        door::{
            input::{Id, Parameters},
            validate::{self, Kind, Property},
        },
        object::Properties as _,
    },
};

const QUERY: &[Property] = &[
    Property::new("limit", Kind::Digits { min: 1, max: 20 }).required(),
    Property::new("offset", Kind::Digits { min: 0, max: i64::MAX }).required(),
];

pub(crate) async fn list(
    State(store): State<Store>,
    Id(id): Id,
    Parameters(query): Parameters,
) -> Result<Json<Value>, Refusal> {
    let query = validate::read(query, &[QUERY])?;
    let limit = query.number("limit").unwrap_or_default();
    let mut transaction = store.read().await?;
    let known = query_scalar::<_, i64>("SELECT 1 FROM events WHERE id = ? AND NOT blocked").bind(&id);
    known.fetch_optional(&mut *transaction).await?.ok_or_else(|| Refusal::NotFound("Appointment", id.clone()))?;
    let mut notes: Vec<AsJson<Value>> =
        query_scalar("SELECT document FROM appointment_notes WHERE event_id = ? ORDER BY number DESC LIMIT ? OFFSET ?")
            .bind(&id)
            .bind(limit + 1)
            .bind(query.number("offset"))
            .fetch_all(&mut *transaction)
            .await?;
    let has_more = page::cut(&mut notes, limit);
    Ok(Json(json!({ "notes": notes, "hasMore": has_more })))
}
