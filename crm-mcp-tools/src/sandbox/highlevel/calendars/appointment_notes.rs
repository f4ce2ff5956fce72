//! The notes of an appointment, the newest first.

use axum::{Json, extract::State};
use serde_json::{Value, json};
use sqlx::query_scalar;

use crate::sandbox::{
    highlevel::forms::{
        reply::Refusal,
        validate::{self, Kind, Property},
    },
    kit::{
        data::{column::from_text, store::Store},
        door::input::{Id, Parameters},
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
    let number = |name| query.get(name).and_then(Value::as_i64).unwrap_or_default();
    let mut transaction = store.read().await?;
    let known = query_scalar::<_, i64>("SELECT 1 FROM events WHERE id = ? AND NOT blocked").bind(&id);
    known.fetch_optional(&mut *transaction).await?.ok_or_else(|| Refusal::NotFound("Appointment", id.clone()))?;
    // One more than is asked for tells whether there are more.
    let rows: Vec<String> =
        query_scalar("SELECT document FROM appointment_notes WHERE event_id = ? ORDER BY number DESC LIMIT ? OFFSET ?")
            .bind(&id)
            .bind(number("limit") + 1)
            .bind(number("offset"))
            .fetch_all(&mut *transaction)
            .await?;
    let mut notes = rows.iter().map(|row| from_text(row)).collect::<sqlx::Result<Vec<Value>>>()?;
    let limit = usize::try_from(number("limit")).unwrap_or_default();
    let has_more = notes.len() > limit;
    notes.truncate(limit);
    Ok(Json(json!({ "notes": notes, "hasMore": has_more })))
}
