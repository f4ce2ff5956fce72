//! Calls of the tools on calendars.

use serde_json::{Value, json};

use crate::answers::Call;

pub(super) const CALLS: &[Call] = &[
    ("calendars_list-calendars", |_| json!({"groupId": "g1", "showDrafted": false})),
    ("calendars_list-calendars", |_| json!({})),
    ("calendars_get-calendar-events", |_| json!({"startTime": "2026-08-31", "endTime": "2026-09-01T12:00"})),
    ("calendars_get-calendar-events", |_| events_of("userId", &json!("u1"))),
    ("calendars_get-calendar-events", |_| events_of("groupId", &json!("g1"))),
    ("calendars_get-calendar-events", |seen| {
        events_of("calendarId", &seen["calendars_list-calendars"]["calendars"][0]["id"])
    }),
    ("calendars_get-appointment-notes", |seen| {
        let appointment = &seen["calendars_get-calendar-events"]["events"][0]["id"];
        json!({"appointmentId": appointment, "limit": 5, "offset": 5})
    }),
];

fn events_of(whose: &str, id: &Value) -> Value {
    json!({whose: id, "startTime": "2020-01-01T00:00:00Z", "endTime": "2030-01-01T00:00:00+01:00"})
}
