//! `GET /contacts/{id}/appointments`: the contact's events in all calendars, the earliest first.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::row;
use crate::sandbox::{
    highlevel::{
        calendars::events,
        door::quirk::Quirk,
        forms::reply::{self, Refusal},
    },
    kit::{
        data::{documents, store::Store},
        door::{input::Id, quirks::Quirks},
        object::{Object, Properties as _},
    },
};

/// What this listing repeats of an event.
const SHOWN: [&str; 12] = [
    "id",
    "calendarId",
    "groupId",
    "locationId",
    "contactId",
    "title",
    "appointmentStatus",
    "assignedUserId",
    "users",
    "notes",
    "address",
    "assignedResources",
];

const TIMES: [&str; 4] = ["startTime", "endTime", "dateAdded", "dateUpdated"];

pub(crate) async fn list(
    State(store): State<Store>,
    State(quirks): State<Quirks<Quirk>>,
    Id(id): Id,
) -> Result<Response, Refusal> {
    let mut transaction = store.read().await?;
    row::get(&mut transaction, &id).await?;
    let sql = "SELECT document FROM events WHERE contact_id = ? ORDER BY starts, id";
    let events = documents::find_all(&mut transaction, sql, &id).await?;
    let mut appointments: Vec<Value> = events.iter().map(appointment).collect();
    if quirks.has(Quirk::UnknownEnumValues) {
        appointments.iter_mut().for_each(events::make_strange);
    }
    Ok(reply::traced(StatusCode::OK, json!({ "events": appointments })))
}

/// The event as this listing shows it. Its times are those of the location's clock and do not say so: the documents
/// have them so, `2021-07-16 11:00:00`. Beside the `appointmentStatus` they name a `status`, always `booked`.
fn appointment(event: &Object) -> Value {
    let mut appointment = json!({ "status": "booked" });
    for name in SHOWN {
        appointment[name] = event.get(name).cloned().unwrap_or_default();
    }
    for name in TIMES {
        let time = event.text(name);
        appointment[name] = time.get(.."2021-07-16 11:00:00".len()).unwrap_or(time).replace('T', " ").into();
    }
    appointment
}
