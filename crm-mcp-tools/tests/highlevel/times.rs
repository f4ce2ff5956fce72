//! Times without an offset and days: read by the clock of the location, or refused with a form that fits.

use std::time::Duration;

use bytes::Bytes;
use crm_mcp_core::ErrorCode;
use http::Response;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

const EVENTS: &str = "calendars_get-calendar-events";
const CONVERSATIONS: &str = "conversations_search-conversation";
const SEND: &str = "conversations_send-a-new-message";

/// The location as the vendor gives it, in this zone.
fn location_in(zone: impl Into<Value>) -> Response<Bytes> {
    answer(200, json!({"location": {"id": LOCATION, "timezone": zone.into()}}).to_string())
}

fn no_events() -> Response<Bytes> {
    answer(200, r#"{"events": []}"#)
}

/// The events of a calendar in this time.
fn between(start: &str, end: &str) -> Value {
    json!({"calendarId": "c1", "startTime": start, "endTime": end})
}

/// The two numbers by which the vendor was asked last.
fn asked(vendor: &Vendor) -> (String, String) {
    let (line, _) = vendor.saw().pop().unwrap();
    let parameter = |name: &str| {
        let (_, rest) = line.split_once(&format!("{name}=")).unwrap();
        rest.split('&').next().unwrap().to_owned()
    };
    (parameter("startTime"), parameter("endTime"))
}

#[tokio::test]
async fn a_day_and_a_time_without_an_offset_are_those_of_the_location_whose_zone_is_told() {
    let spans = [
        // 29 November in New York, from 05:00 UTC until the last millisecond.
        ("America/New_York", between("2026-11-29", "2026-11-29"), ("1795928400000", "1796014799999")),
        ("America/New_York", between("2026-11-29T14:00", "2026-11-29 15:00:00"), ("1795978800000", "1795982400000")),
        // 25 hours, as the clocks are put back.
        ("America/New_York", between("2026-11-01", "2026-11-01"), ("1793505600000", "1793595599999")),
        ("America/Phoenix", between("2026-11-01", "2026-11-01"), ("1793516400000", "1793602799999")),
        ("america/phoenix", between("2026-11-01", "2026-11-02T12:00:00Z"), ("1793516400000", "1793620800000")),
    ];
    for (zone, arguments, expected) in spans {
        let vendor = Vendor::answering([location_in(zone), no_events(), no_events()]);
        let page = call(&vendor.location(), EVENTS, arguments.clone()).await.unwrap();
        let (start, end) = asked(&vendor);
        assert_eq!((start.as_str(), end.as_str()), expected, "{arguments} in {zone}");
        assert_eq!(page["timeZone"].as_str().map(str::to_lowercase), Some(zone.to_lowercase()));
        assert_eq!(vendor.saw()[0].0, format!("GET /locations/{LOCATION}"));
    }
}

#[tokio::test]
async fn a_time_with_an_offset_needs_no_zone() {
    for (start, end) in [
        ("2026-11-01T00:00Z", "2026-11-02 00:00-0000"),
        ("2026-10-31T19:00-0500", "2026-11-01T19:00:00-05:00"),
        ("1793491200000", "1793577600000"),
    ] {
        let vendor = Vendor::answering([no_events(), no_events()]);
        let page = call(&vendor.location(), EVENTS, between(start, end)).await.unwrap();
        assert_eq!(asked(&vendor), ("1793491200000".into(), "1793577600000".into()), "{start} {end}");
        assert!(page.get("timeZone").is_none(), "{page}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_zone_is_kept_for_a_while_and_asked_for_by_one_call_at_a_time() {
    let day = || between("2026-11-29", "2026-11-29");
    let vendor =
        Vendor::answering([location_in("America/New_York"), no_events(), no_events(), no_events(), no_events()]);
    let crm = vendor.location();
    let (one, other) = tokio::join!(call(&crm, EVENTS, day()), call(&crm, EVENTS, day()));
    assert_eq!(
        (&one.unwrap()["timeZone"], &other.unwrap()["timeZone"]),
        (&json!("America/New_York"), &json!("America/New_York"))
    );
    tokio::time::advance(Duration::from_secs(299)).await;
    for answer in [no_events(), no_events()] {
        vendor.will(Ok(answer));
    }
    call(&crm, EVENTS, day()).await.unwrap();
    let zones = || vendor.saw().iter().filter(|(line, _)| line.starts_with("GET /locations/")).count();
    assert_eq!(zones(), 1);
    tokio::time::advance(Duration::from_mins(10)).await;
    for answer in [location_in("UTC"), no_events(), no_events()] {
        vendor.will(Ok(answer));
    }
    assert_eq!(call(&crm, EVENTS, day()).await.unwrap()["timeZone"], "UTC");
    assert_eq!(zones(), 2);
}

#[tokio::test]
async fn without_a_zone_an_offset_is_asked_for_with_the_reason() {
    let denied = || answer(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#);
    let reasons = [
        (denied(), ErrorCode::PermissionDenied, "the token lacks the scope locations.readonly"),
        (location_in(Value::Null), ErrorCode::InvalidArguments, "the location names no time zone"),
        (location_in(""), ErrorCode::InvalidArguments, "the location names no time zone"),
        (location_in("Mars/Base"), ErrorCode::InvalidArguments, "the location's time zone `Mars/Base` is not known"),
    ];
    for (location, code, why) in reasons {
        let vendor = Vendor::answering([location, location_in("UTC"), no_events(), no_events()]);
        let crm = vendor.location();
        let error = call(&crm, EVENTS, between("2026-11-29", "2026-11-29T14:00")).await.unwrap_err();
        assert_eq!(
            (error.code(), error.message()),
            (code, &*format!("startTime and endTime have no offset from UTC, and {why}"))
        );
        assert_eq!(error.next_step(), Some("give an offset from UTC, such as 2026-11-29T14:00-05:00"));
        // A failure is not kept.
        call(&crm, EVENTS, between("2026-11-29", "2026-11-29T14:00")).await.unwrap();
    }
    let vendor = Vendor::answering([location_in("Mars/Base")]);
    let one = call(&vendor.location(), EVENTS, between("2026-11-29T09:00Z", "2026-11-29")).await.unwrap_err();
    assert!(one.message().starts_with("endTime has no offset from UTC, and "), "{one}");
}

#[tokio::test]
async fn what_is_no_time_is_refused_with_the_forms_of_one_all_at_once() {
    let vendor = Vendor::default();
    let error = call(&vendor.location(), EVENTS, between("tomorrow", "1788220800")).await.unwrap_err();
    let form = "expected a date and time such as 2026-11-29T14:00 or 2026-11-29T14:00-05:00";
    assert_eq!(
        error.to_string(),
        format!(
            "the arguments do not fit: startTime: {form}, got \"tomorrow\"; endTime: {form}, got \"1788220800\", which has \
             not the 13 digits of milliseconds since 1970 (10 are seconds). Next: correct what is listed and call again."
        )
    );
    assert_eq!(error.faults().iter().map(|fault| &*fault.path).collect::<Vec<_>>(), ["startTime", "endTime"]);
    let error = call(&vendor.location(), EVENTS, between("05/06/2026", "2026-06-01T25:00")).await.unwrap_err();
    assert!(error.to_string().contains("which could be 2026-05-06 or 2026-06-05"), "{error}");
    assert_eq!((error.faults().len(), vendor.saw()), (2, Vec::new()));
}

#[tokio::test]
async fn conversations_are_searched_by_local_days() {
    let vendor =
        Vendor::answering([location_in("America/New_York"), answer(200, r#"{"conversations": [], "total": 0}"#)]);
    let days = json!({"startDate": "2026-11-28", "endDate": "11/29/2026"});
    let page = call(&vendor.location(), CONVERSATIONS, days).await.unwrap();
    assert_eq!(page, json!({"conversations": [], "hasMore": false, "total": 0, "timeZone": "America/New_York"}));
    let (line, _) = vendor.saw().pop().unwrap();
    assert!(line.contains("&startDate=1795842000000&endDate=1796014799999&"), "{line}");
}

#[tokio::test]
async fn a_message_is_scheduled_by_the_clock_of_the_location() {
    let message = |time: &str| json!({"type": "SMS", "contactId": "c1", "message": "Hi", "scheduledTimestamp": time});
    let answers = [
        location_in("America/New_York"),
        answer(200, r#"{"contact": {"id": "c1", "phone": "+15551234567"}}"#),
        answer(201, r#"{"conversationId": "v1", "messageId": "m1"}"#),
    ];
    let vendor = Vendor::answering(answers);
    let sent = call(&vendor.location(), SEND, message("2199-11-29T14:00")).await.unwrap();
    assert_eq!(sent, json!({"conversationId": "v1", "messageId": "m1", "timeZone": "America/New_York"}));
    let (line, body) = vendor.saw().pop().unwrap();
    assert_eq!(
        (line.as_str(), &body["scheduledTimestamp"]),
        ("POST /conversations/messages", &json!(7_255_335_600_i64))
    );

    // Not sent without a zone, nor in the past by the local clock.
    for zone in ["Mars/Base", "America/New_York"] {
        let vendor = Vendor::answering([location_in(zone)]);
        let error = call(&vendor.location(), SEND, message("2020-11-29T14:00")).await.unwrap_err();
        assert_eq!((error.code(), vendor.requests().len()), (ErrorCode::InvalidArguments, 1), "{error}");
    }
}

#[tokio::test]
async fn days_are_taken_in_every_documented_form() {
    let day_of_birth = async |text: &str| {
        let vendor = Vendor::answering([answer(201, r#"{"contact": {"id": "c1"}}"#)]);
        let arguments = json!({"email": "ada@x.example", "dateOfBirth": text});
        let outcome = call(&vendor.location(), "contacts_create-contact", arguments).await;
        outcome.map(|_| vendor.saw().pop().unwrap().1["dateOfBirth"].clone()).map_err(|error| error.to_string())
    };
    for text in ["1990-05-25", "1990/05/25", "1990.05.25", "1990_05_25", "05/25/1990", "05-25-1990", "05.25.1990"] {
        assert_eq!(day_of_birth(text).await, Ok(json!("1990-05-25")), "{text}");
    }
    assert_eq!(day_of_birth("05-03-1990").await, Ok(json!("1990-05-03")), "HighLevel documents the month first");
    let unclear = day_of_birth("05.03.1990").await.unwrap_err();
    assert!(unclear.contains("dateOfBirth") && unclear.contains("1990-05-03 or 1990-03-05"), "{unclear}");
    let none = day_of_birth("in May").await.unwrap_err();
    assert!(none.contains("write a day such as 2026-11-29"), "{none}");
}
