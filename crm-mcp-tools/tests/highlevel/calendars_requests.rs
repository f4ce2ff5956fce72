//! The exact requests that the calendar tools make, and what they make of the vendor's answers.

use bytes::Bytes;
use crm_mcp_core::ErrorCode;
use http::Response;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

const EVENTS: &str = "calendars_get-calendar-events";
const NOTES: &str = "calendars_get-appointment-notes";

fn september() -> Value {
    json!({"startTime": "2026-09-01T00:00:00+02:00", "endTime": "2026-09-30T22:00:00Z"})
}

/// The arguments for September with these beside them.
fn with(more: &Value) -> Value {
    let mut arguments = september();
    arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    arguments
}

/// An event as HighLevel gives it.
fn vendors_event() -> Value {
    json!({
        "id": "e1_1788220800000_1800", "title": "Viewing", "calendarId": "cal1", "locationId": LOCATION,
        "contactId": "c1", "groupId": "g1", "appointmentStatus": "confirmed", "assignedUserId": "u1", "users": [],
        "notes": "bring keys", "description": "", "isRecurring": "true", "rrule": "RRULE:FREQ=DAILY;COUNT=5",
        "startTime": "2026-09-01T10:00:00+05:30", "endTime": "2026-09-01T10:30:00+05:30", "address": "12 High St",
        "dateAdded": "2026-08-01T10:00:00+05:30", "dateUpdated": 1_788_220_800_000_i64, "assignedResources": [],
        "createdBy": {"userId": "u1", "source": "calendar_page"}, "masterEventId": "e1"
    })
}

/// The answer to a question for events or blocked slots.
fn events(rows: &Value) -> Response<Bytes> {
    answer(200, json!({ "events": rows }).to_string())
}

#[tokio::test]
async fn events_are_asked_for_in_milliseconds_and_come_slim() {
    for owner in ["calendarId", "userId", "groupId"] {
        let rows = json!([vendors_event(), {"id": "e2", "deleted": true}, {"id": "e3", "deleted": false}]);
        let vendor = Vendor::answering([events(&rows), events(&json!([]))]);
        let page = call(&vendor.location(), EVENTS, with(&json!({owner: "x1"}))).await.unwrap();
        let slim = json!({
            "id": "e1_1788220800000_1800", "title": "Viewing", "calendarId": "cal1", "contactId": "c1",
            "appointmentStatus": "confirmed", "assignedUserId": "u1", "startTime": "2026-09-01T10:00:00+05:30",
            "endTime": "2026-09-01T10:30:00+05:30", "address": "12 High St", "notes": "bring keys",
            "isRecurring": true
        });
        assert_eq!(page, json!({"events": [slim, {"id": "e3"}], "hasMore": false, "total": 2}));
        let query = format!("locationId={LOCATION}&startTime=1788213600000&endTime=1790805600000&{owner}=x1");
        let path = |name: &str| (format!("GET /calendars/{name}?{query}"), Value::Null);
        assert_eq!(vendor.saw(), [path("events"), path("blocked-slots")]);
        assert!(vendor.requests().iter().all(|request| request.headers()["version"] == "2021-04-15"));
    }
}

#[tokio::test]
async fn all_fields_of_an_event_are_shown_on_request() {
    let vendor = Vendor::answering([events(&json!([vendors_event()])), events(&json!([]))]);
    let page = call(&vendor.location(), EVENTS, with(&json!({"calendarId": "cal1", "fields": "all"}))).await.unwrap();
    let event = &page["events"][0];
    assert_eq!(event["createdBy"], json!({"userId": "u1", "source": "calendar_page"}));
    assert_eq!((&event["masterEventId"], &event["dateUpdated"]), (&json!("e1"), &json!("2026-09-01T00:00:00Z")));
}

#[tokio::test]
async fn blocked_slots_stand_among_the_events_in_order_of_time_and_are_marked() {
    let booked = json!([
        {"id": "e2", "startTime": "2026-09-01T12:00:00-04:00"},
        {"id": "e1", "startTime": "2026-09-01T10:00:00+02:00"},
        {"id": "e3"}
    ]);
    let blocked = json!([
        {"id": "b1", "title": "Lunch", "startTime": "2026-09-01T11:00:00Z"},
        {"id": "b2", "startTime": "2026-09-01T13:00:00Z", "deleted": true}
    ]);
    let vendor = Vendor::answering([events(&booked), events(&blocked)]);
    let page = call(&vendor.location(), EVENTS, with(&json!({"userId": "u1"}))).await.unwrap();
    let ids: Vec<_> = page["events"].as_array().unwrap().iter().map(|event| &event["id"]).collect();
    assert_eq!(ids, ["e1", "b1", "e2", "e3"]);
    let slot = json!({"id": "b1", "title": "Lunch", "startTime": "2026-09-01T11:00:00Z", "blocked": true});
    assert_eq!((&page["events"][1], &page["total"]), (&slot, &json!(4)));
    assert!(page["events"][0].get("blocked").is_none() && page.get("missing").is_none(), "{page}");
}

#[tokio::test]
async fn blocked_slots_that_cannot_be_read_are_said_to_be_missing() {
    let vendor = Vendor::answering([events(&json!([{"id": "e1"}])), answer(403, r#"{"message": "no"}"#)]);
    let page = call(&vendor.location(), EVENTS, with(&json!({"calendarId": "c1"}))).await.unwrap();
    let why = "blocked slots, because HighLevel forbids GET /calendars/blocked-slots: no";
    assert_eq!(page, json!({"events": [{"id": "e1"}], "hasMore": false, "total": 1, "missing": why}));
}

#[tokio::test]
async fn events_are_those_of_one_owner_or_of_all_in_a_time_that_is_one() {
    let vendor = Vendor::default();
    let mut backwards = with(&json!({"userId": "u1"}));
    backwards["endTime"] = json!("2026-08-31T22:00:00Z");
    let several = "events are those of one calendar, user or group, or of all calendars";
    let refusals = [
        (with(&json!({"userId": "u1", "calendarId": "c1"})), several),
        (with(&json!({"userId": "u1", "calendarId": "c1", "groupId": "g1"})), several),
        (backwards, "endTime is not after startTime"),
    ];
    for (arguments, cause) in refusals {
        let error = call(&vendor.location(), EVENTS, arguments).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::InvalidArguments, cause));
        assert!(error.next_step().unwrap().contains("give"), "{error}");
    }
    assert_eq!(vendor.saw(), []);
}

#[tokio::test]
async fn many_events_are_paged_though_the_vendor_gives_them_at_once() {
    let rows = json!([{"id": "e1"}, {"id": "e2"}, {"id": "e3"}, {"title": "without an id"}, null]);
    let (rows, none) = (|| events(&rows), || events(&json!([])));
    let vendor = Vendor::answering([rows(), none(), rows(), none()]);
    let crm = vendor.location();
    let first = call(&crm, EVENTS, with(&json!({"calendarId": "c1", "limit": 2}))).await.unwrap();
    assert_eq!(first["events"], json!([{"id": "e1"}, {"id": "e2"}]));
    assert_eq!((&first["hasMore"], &first["total"]), (&json!(true), &json!(5)));
    let rest = with(&json!({"calendarId": "c1", "limit": 2, "cursor": first["nextCursor"]}));
    let rest = call(&crm, EVENTS, rest).await.unwrap();
    assert_eq!(rest, json!({"events": [{"id": "e3"}], "hasMore": false, "total": 5, "unreadable": 2}));
}

#[tokio::test]
async fn notes_are_paged_by_their_offset() {
    let note = |id: &str| {
        json!({"id": id, "body": "Called", "userId": "u1", "dateAdded": "2021-07-08T12:02:11.285Z", "contactId": "c1",
            "createdBy": {"id": "u1", "name": "Ada"}})
    };
    let slim = |id: &str| json!({"id": id, "body": "Called", "userId": "u1", "dateAdded": "2021-07-08T12:02:11.285Z"});
    let vendor = Vendor::answering([
        answer(200, json!({"notes": [note("n1"), note("n2")], "hasMore": true}).to_string()),
        answer(200, json!({"notes": [note("n3")], "hasMore": false}).to_string()),
    ]);
    let crm = vendor.location();
    let first = call(&crm, NOTES, json!({"appointmentId": "a1", "limit": 2})).await.unwrap();
    assert_eq!((&first["notes"], &first["hasMore"]), (&json!([slim("n1"), slim("n2")]), &json!(true)));
    let rest = json!({"appointmentId": "a1", "cursor": first["nextCursor"]});
    let rest = call(&crm, NOTES, rest).await.unwrap();
    assert_eq!(rest, json!({"notes": [slim("n3")], "hasMore": false}));
    let path = |query: &str| (format!("GET /calendars/appointments/a1/notes?{query}"), Value::Null);
    assert_eq!(vendor.saw(), [path("limit=2&offset=0"), path("limit=20&offset=2")]);
    assert_eq!(vendor.requests()[0].headers()["version"], "2021-04-15");
}

#[tokio::test]
async fn an_offset_of_the_vendors_own_is_taken_and_more_than_20_notes_are_not() {
    let vendor = Vendor::answering([answer(200, r#"{"notes": [], "hasMore": true}"#)]);
    let crm = vendor.location();
    let page = call(&crm, NOTES, json!({"appointmentId": "a1", "offset": 40, "limit": 20})).await.unwrap();
    assert_eq!(page, json!({"notes": [], "hasMore": false}), "a page that leads nowhere is the last");
    for limit in [0, 21] {
        let error = call(&crm, NOTES, json!({"appointmentId": "a1", "limit": limit})).await.unwrap_err();
        assert!(error.to_string().contains("limit"), "{error}");
    }
    let saw = "GET /calendars/appointments/a1/notes?limit=20&offset=40".to_owned();
    assert_eq!(vendor.saw(), [(saw, Value::Null)]);
}

#[tokio::test]
async fn calendars_are_listed_slim() {
    let calendar = json!({
        "id": "cal1", "locationId": LOCATION, "groupId": "g1", "name": "Viewings", "description": "Half an hour",
        "calendarType": "round_robin", "isActive": true, "slotDuration": 30, "slotDurationUnit": "mins",
        "notifications": [], "teamMembers": [{"userId": "u1"}], "eventColor": "#039be5"
    });
    let vendor = Vendor::answering([answer(200, json!({"calendars": [calendar]}).to_string())]);
    let page = call(&vendor.location(), "calendars_list-calendars", json!({"groupId": "g1"})).await.unwrap();
    let slim = json!({
        "id": "cal1", "groupId": "g1", "name": "Viewings", "description": "Half an hour",
        "calendarType": "round_robin", "isActive": true, "slotDuration": 30, "slotDurationUnit": "mins"
    });
    assert_eq!(page, json!({"calendars": [slim], "hasMore": false, "total": 1}));
    assert_eq!(vendor.saw()[0].0, format!("GET /calendars/?locationId={LOCATION}&groupId=g1"));
}
