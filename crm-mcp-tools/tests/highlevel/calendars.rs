//! The calendar tools on the sandbox, as an agent would use them.

use std::collections::HashSet;

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{CalendarEvent, CalendarPage, Client, EventPage, HighLevel, NotePage},
    sandbox::{LOCATION_ID, Limits, Sandbox, TOKEN},
};
use serde_json::json;

use crate::support::call;

/// A time that all events are in.
const ALWAYS: (&str, &str) = ("2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z");

async fn sandbox() -> HighLevel {
    let limits = Limits { requests: 10_000, ..Limits::default() };
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(limits);
    HighLevel::new(&Client::over(InProcess::new(sandbox.router())), TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap()
}

async fn calendars(crm: &HighLevel) -> CalendarPage {
    serde_json::from_value(call(crm, "calendars_list-calendars", json!({})).await.unwrap()).unwrap()
}

/// All events of the owner in this time, read page by page.
async fn events(crm: &HighLevel, owner: (&str, &str), (start, end): (&str, &str)) -> Vec<CalendarEvent> {
    let mut arguments = json!({"startTime": start, "endTime": end, owner.0: owner.1, "limit": 9});
    let mut seen = Vec::new();
    loop {
        let page = call(crm, "calendars_get-calendar-events", arguments.clone()).await.unwrap();
        let page: EventPage = serde_json::from_value(page).unwrap();
        seen.extend(page.events);
        if let Some(cursor) = page.more.next_cursor {
            arguments["cursor"] = cursor.into();
        } else {
            assert_eq!(page.more.total, Some(seen.len() as u64));
            return seen.into_iter().map(|event| event.slim).collect();
        }
    }
}

#[tokio::test]
async fn the_events_of_all_calendars_are_reached_once_also_those_that_recur() {
    let crm = sandbox().await;
    let calendars = calendars(&crm).await.calendars;
    assert!(calendars.len() > 2 && calendars.iter().all(|calendar| calendar.name.is_some()));
    let (mut seen, mut recurring) = (HashSet::new(), 0);
    for calendar in &calendars {
        for event in events(&crm, ("calendarId", &calendar.id), ALWAYS).await {
            assert_eq!(event.calendar_id.as_ref(), Some(&calendar.id));
            assert!(event.start_time < event.end_time, "{event:?}");
            recurring += usize::from(event.is_recurring == Some(true));
            assert!(seen.insert(event.id.clone()), "{} came twice", event.id);
        }
    }
    assert!(seen.len() > 50 && recurring > 10, "{} events, {recurring} of which recur", seen.len());
}

#[tokio::test]
async fn events_are_those_of_the_time_and_of_the_user() {
    let crm = sandbox().await;
    let calendar = &calendars(&crm).await.calendars[0];
    let user = events(&crm, ("calendarId", &calendar.id), ALWAYS).await[0].assigned_user_id.clone().unwrap();
    let all = events(&crm, ("userId", &user), ALWAYS).await;
    let of_the_calendar = events(&crm, ("calendarId", &calendar.id), ALWAYS).await;
    let own = of_the_calendar.iter().filter(|event| event.assigned_user_id.as_ref() == Some(&user));
    assert!(own.into_iter().all(|event| all.contains(event)), "of those that others run it has some, too");
    let one = all[all.len() / 2].clone();
    let time = (one.start_time.as_deref().unwrap(), one.end_time.as_deref().unwrap());
    let around = events(&crm, ("userId", &user), time).await;
    assert!(around.len() < all.len() && around.contains(&one), "{around:?}");
}

#[tokio::test]
async fn every_note_on_an_appointment_comes_once() {
    let crm = sandbox().await;
    let mut most = 0;
    for calendar in calendars(&crm).await.calendars {
        let events = events(&crm, ("calendarId", &calendar.id), ALWAYS).await;
        for event in events.into_iter().filter(|event| event.blocked.is_none()) {
            let (mut seen, mut arguments) = (HashSet::new(), json!({"appointmentId": event.id, "limit": 6}));
            loop {
                let page = call(&crm, "calendars_get-appointment-notes", arguments.clone()).await.unwrap();
                let page: NotePage = serde_json::from_value(page).unwrap();
                for note in page.notes {
                    assert!(note.body.is_some() && seen.insert(note.id.clone()), "{} came twice", note.id);
                }
                match page.more.next_cursor {
                    Some(cursor) => arguments["cursor"] = cursor.into(),
                    None => break,
                }
            }
            most = most.max(seen.len());
        }
    }
    assert!(most > 20, "the demo data has an appointment with more notes than HighLevel gives at once");
}

#[tokio::test]
async fn an_appointment_that_is_not_there_is_told() {
    let crm = sandbox().await;
    let error =
        call(&crm, "calendars_get-appointment-notes", json!({"appointmentId": "nosuchevent"})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound, "{error}");
}
