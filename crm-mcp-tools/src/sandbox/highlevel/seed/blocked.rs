//! When nobody can book: the team meets every Friday, after the last appointment of the day.

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::bookings::{HOUR, insert, local, on_workday};
use crate::sandbox::highlevel::{
    account::LOCATION_ID,
    calendars::{CALENDARS, Calendar},
    forms::ids::{self, RecordKind},
};

/// The weeks of the meetings, counted from the one of the data's date.
const WEEKS: std::ops::Range<i64> = -5..6;

pub(crate) async fn fill(connection: &mut SqliteConnection) -> sqlx::Result<()> {
    let meetings = WEEKS.flat_map(|week| CALENDARS[..3].iter().map(move |calendar| (week, calendar)));
    let meetings: Vec<_> = meetings.zip(1..).collect();
    for ((week, calendar), number) in meetings {
        let id = ids::of(RecordKind::BlockedSlot, number);
        // The data was taken on a Tuesday.
        let starts = on_workday(3 + 7 * week) + 15 * HOUR / 2;
        insert(connection, &id, true, starts, &slot(&id, calendar, starts)).await?;
    }
    Ok(())
}

fn slot(id: &str, calendar: &Calendar, starts: i64) -> Value {
    let users: Vec<_> = calendar.team.iter().map(|number| ids::of(RecordKind::User, *number)).collect();
    let added = local(on_workday(-60));
    json!({
        "id": id,
        "title": "Team meeting",
        "calendarId": calendar.id(),
        "groupId": calendar.group_id(),
        "locationId": LOCATION_ID,
        "contactId": null,
        "appointmentStatus": null,
        "assignedUserId": users.first(),
        "users": users,
        "isRecurring": false,
        "assignedResources": [],
        "startTime": local(starts),
        "endTime": local(starts + HOUR / 2),
        "dateAdded": added,
        "dateUpdated": added,
    })
}
