//! The events of all calendars: merged, named, a few requests at a time, and refused where they cannot be had.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{CallError, Caller, ErrorCode, Toolset};
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{self, Client, scopes::CALENDAR_EVENTS_READ},
};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    support::{Vendor, answer, call, location},
};

const EVENTS: &str = "calendars_get-calendar-events";

fn in_2026() -> Value {
    json!({"startTime": "2026-01-01T00:00:00Z", "endTime": "2027-01-01T00:00:00Z"})
}

/// All events with these arguments, page by page, the cursor alone after the first.
async fn all(demo: &Demo, mut arguments: Value) -> Vec<Value> {
    let (crm, mut seen) = (demo.crm(), Vec::new());
    loop {
        let page = call(&crm, EVENTS, arguments).await.unwrap();
        seen.extend(page["events"].as_array().unwrap().clone());
        assert!(page.get("missing").is_none(), "{page}");
        match page.get("nextCursor") {
            Some(cursor) => arguments = json!({"cursor": cursor, "limit": 40}),
            None => return seen,
        }
    }
}

fn moment(event: &Value) -> time::OffsetDateTime {
    let text = event["startTime"].as_str().unwrap();
    time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).unwrap()
}

#[tokio::test]
async fn without_an_owner_the_events_of_all_calendars_come_in_order_with_the_calendars_names() {
    let demo = Demo::new().await;
    let events = all(&demo, in_2026()).await;
    let calendars = call(&demo.crm(), "calendars_list-calendars", json!({})).await.unwrap();
    let mut singly = HashSet::new();
    for calendar in calendars["calendars"].as_array().unwrap() {
        let mut arguments = in_2026();
        arguments["calendarId"] = calendar["id"].clone();
        for event in all(&demo, arguments).await {
            singly.insert(event["id"].to_string());
            let merged = events.iter().find(|other| other["id"] == event["id"]).unwrap();
            assert_eq!((&merged["calendarName"], &merged["blocked"]), (&calendar["name"], &event["blocked"]));
        }
    }
    assert_eq!(events.len(), singly.len());
    assert!(events.is_sorted_by_key(moment));
    let blocked: Vec<_> = events.iter().filter(|event| event["blocked"] == true).collect();
    assert_eq!(blocked.len(), 33);
    assert!(blocked.iter().all(|slot| slot["title"] == "Team meeting" && slot.get("contactId").is_none()));
}

/// So many calendars with one event each; every answer takes a moment.
#[derive(Clone)]
struct Calendars {
    count: usize,
    at_once: Arc<AtomicUsize>,
    most_at_once: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

#[async_trait]
impl Upstream for Calendars {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.most_at_once.fetch_max(self.at_once.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(10)).await;
        self.at_once.fetch_sub(1, Ordering::Relaxed);
        let query = request.uri().query().unwrap();
        let calendar = query.rsplit_once("calendarId=").map(|(_, id)| id);
        Ok(answer(
            200,
            match (request.uri().path(), calendar) {
                ("/calendars/", _) => {
                    let rows: Vec<_> =
                        (0..self.count).map(|n| json!({"id": format!("c{n}"), "name": format!("N{n}")})).collect();
                    json!({ "calendars": rows }).to_string()
                }
                ("/calendars/events", Some(id)) => {
                    json!({"events": [{"id": format!("of-{id}"), "calendarId": id}]}).to_string()
                }
                // Blocked for a user, and so in every calendar.
                _ => json!({"events": [{"id": "b1"}]}).to_string(),
            },
        ))
    }
}

fn calendars(count: usize) -> Calendars {
    let (at_once, most_at_once, requests) = Default::default();
    Calendars { count, at_once, most_at_once, requests }
}

#[tokio::test(start_paused = true)]
async fn a_few_calendars_are_asked_at_a_time_and_no_row_comes_twice() {
    let vendor = calendars(25);
    let mut arguments = in_2026();
    arguments["limit"] = 100.into();
    let page = call(&location(&Client::over(vendor.clone())), EVENTS, arguments).await.unwrap();
    assert_eq!((&page["total"], vendor.requests.load(Ordering::Relaxed)), (&json!(26), 51));
    assert_eq!(vendor.most_at_once.load(Ordering::Relaxed), 4);
    let slot = page["events"].as_array().unwrap().iter().find(|row| row["id"] == "b1").unwrap();
    assert_eq!(*slot, json!({"id": "b1", "blocked": true}), "it is of no calendar");
}

#[tokio::test(start_paused = true)]
async fn more_calendars_than_are_read_at_once_are_named() {
    let vendor = calendars(26);
    let error = call(&location(&Client::over(vendor.clone())), EVENTS, in_2026()).await.unwrap_err();
    let cause = "the location has 26 calendars, and at most 25 are read at once: c0 (N0), c1 (N1), ";
    assert!(error.message().starts_with(cause) && error.message().ends_with("c25 (N25)"), "{error}");
    assert_eq!(error.next_step(), Some("give calendarId, userId or groupId"));
    assert_eq!((error.code(), vendor.requests.load(Ordering::Relaxed)), (ErrorCode::InvalidArguments, 1));
}

#[tokio::test]
async fn a_token_that_may_not_list_the_calendars_is_told_the_scope_and_another_way() {
    let denied = answer(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#);
    let vendor = Vendor::answering([denied]);
    let error = call(&vendor.location(), EVENTS, in_2026()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    let cause =
        "the events of all calendars need the list of calendars, and the token lacks the scope calendars.readonly";
    assert_eq!(error.message(), cause);
    let next = error.next_step().unwrap();
    assert!(next.starts_with("give userId for a user's events, or have \"View Calendars\" ticked"), "{next}");
    assert_eq!(error.details()["missingScope"], "calendars.readonly");
}

#[tokio::test]
async fn a_caller_who_may_not_list_the_calendars_is_refused_before_the_network_by_a_cursor_too() {
    let toolset = Toolset::new(highlevel::tools()).unwrap();
    let caller = Caller::with_scopes("events-only", [CALENDAR_EVENTS_READ.as_str()]);
    let vendor = Vendor::default();
    for arguments in [in_2026(), json!({"cursor": "forged"})] {
        let refused = toolset.call(EVENTS, &arguments.to_string(), &vendor.location(), &caller).await;
        let Err(CallError::Tool(error)) = refused else { panic!("{arguments} is refused") };
        assert_eq!(error.code(), ErrorCode::PermissionDenied);
        assert!(error.message().contains("need the scope calendars.readonly"), "{error}");
    }
    assert_eq!(vendor.saw(), []);
}

#[tokio::test]
async fn a_calendar_that_is_not_there_leads_to_all_of_them() {
    let vendor = Vendor::answering([
        answer(400, r#"{"message": "Calendar not found"}"#),
        answer(400, r#"{"message": "Calendar not found"}"#),
    ]);
    let mut arguments = in_2026();
    arguments["calendarId"] = "gone".into();
    let error = call(&vendor.location(), EVENTS, arguments).await.unwrap_err();
    let next = "find the calendar's id with calendars_list-calendars, or leave calendarId out for all calendars";
    assert_eq!((error.code(), error.next_step()), (ErrorCode::NotFound, Some(next)));
}
