//! `GET /calendars/events` and `GET /calendars/blocked-slots`: what begins within a stretch of time, in a calendar, in a
//! group of them, or with a user.

use axum::{Json, extract::State};
use serde_json::{Value, json};
use sqlx::query_scalar;

use crate::sandbox::{
    highlevel::{
        door::{auth, quirk::Quirk},
        forms::reply::Refusal,
    },
    kit::{
        data::{column::AsJson, store::Store},
        door::{
            input::Parameters,
            quirks::Quirks,
            validate::{self, Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

const QUERY: &[Property] = &[
    Property::text("locationId"),
    Property::text("userId"),
    Property::text("calendarId"),
    Property::text("groupId"),
    Property::new("startTime", Kind::Digits { min: 0, max: i64::MAX }).required(),
    Property::new("endTime", Kind::Digits { min: 0, max: i64::MAX }).required(),
];

pub(crate) async fn list(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Parameters(query): Parameters,
) -> Result<Json<Value>, Refusal> {
    let mut events = found(&store, false, query).await?;
    if quirks.has(Quirk::UnknownEnumValues) {
        events.iter_mut().for_each(make_strange);
    }
    Ok(Json(json!({ "events": events })))
}

pub(crate) async fn list_blocked(
    State(store): State<Store>,
    Parameters(query): Parameters,
) -> Result<Json<Value>, Refusal> {
    Ok(Json(json!({ "events": found(&store, true, query).await? })))
}

/// What the query asks for: appointments, or time that is blocked.
async fn found(store: &Store, blocked: bool, query: Object) -> Result<Vec<Value>, Refusal> {
    auth::check_location(&query)?;
    let query = validate::read(query, &[QUERY])?;
    let text = |name| query.given(name).filter(|id| !id.is_empty());
    let [user, calendar, group] = ["userId", "calendarId", "groupId"].map(text);
    if user.or(calendar).or(group).is_none() {
        return Err(Refusal::Invalid(vec!["either of userId, calendarId or groupId is required".into()]));
    }
    let events: Vec<AsJson<Value>> = query_scalar(
        "SELECT document FROM events WHERE starts BETWEEN ?1 AND ?2
         AND (?3 IS NULL OR document ->> '$.calendarId' = ?3)
         AND (?4 IS NULL OR document ->> '$.groupId' = ?4)
         AND (?5 IS NULL OR ?5 IN (SELECT value FROM json_each(document, '$.users')))
         AND blocked = ?6
         ORDER BY starts, id",
    )
    .bind(query.number("startTime"))
    .bind(query.number("endTime"))
    .bind(calendar)
    .bind(group)
    .bind(user)
    .bind(blocked)
    .fetch_all(&mut *store.read().await?)
    .await?;
    Ok(events.into_iter().map(|AsJson(event)| event).collect())
}

/// In a state that the documentation does not list.
pub(crate) fn make_strange(event: &mut Value) {
    event["appointmentStatus"] = "rescheduled".into();
}
