//! A cursor alone continues a list, whatever arguments the list cannot begin without.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    proofs::paging::{List, assert_a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments},
    support::{Vendor, call},
};

const fn list(tool: &'static str, records: &'static str, arguments: fn(&Value) -> Value) -> List {
    List { tool, records, id: "id", max: 100, may_have_empty_pages: false, has_types: false, arguments }
}

/// Lists that have pages.
const LISTS: &[List] = &[
    list(
        "calendars_get-calendar-events",
        "events",
        |ids| json!({"calendarId": ids["calendar"], "startTime": "2026-01-01", "endTime": "2026-12-31"}),
    ),
    list("calendars_get-appointment-notes", "notes", |ids| json!({"appointmentId": ids["appointment"]})),
    list("contacts_get-all-tasks", "tasks", |ids| json!({"contactId": ids["contact"]})),
    list("contacts_get-notes", "notes", |ids| json!({"contactId": ids["contact"]})),
    list("conversations_get-messages", "messages", |ids| json!({"conversationId": ids["conversation"]})),
];

#[tokio::test]
async fn a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments() {
    let demo = Demo::new().await;
    let ids = demo.ids().await;
    let note = format!("/contacts/{}/notes", ids["contact"].as_str().unwrap());
    demo.ask("POST", &note, &json!({"body": "One more"})).await;
    demo.ask("POST", &note, &json!({"body": "And one more"})).await;
    let other = |name: &str| if name.ends_with("Time") { json!("2025-01-01") } else { json!("another") };
    assert_a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments(&demo, &ids, LISTS, other).await;
}

#[tokio::test]
async fn without_a_cursor_what_is_missing_is_told_all_at_once_and_nothing_is_sent() {
    let vendor = Vendor::default();
    let time = "expected a date and time such as 2026-11-29T14:00 or 2026-11-29T14:00-05:00, got nothing";
    for (tool, told) in [
        ("calendars_get-calendar-events", format!("startTime: {time}; endTime: {time}")),
        ("calendars_get-appointment-notes", "appointmentId: expected a non-empty string, got nothing".into()),
        ("contacts_get-all-tasks", "contactId: expected a non-empty string, got nothing".into()),
        ("contacts_get-notes", "contactId: expected a non-empty string, got nothing".into()),
        ("conversations_get-messages", "conversationId: expected a non-empty string, got nothing".into()),
    ] {
        let error = call(&vendor.location(), tool, json!({})).await.unwrap_err();
        let expected = format!("the arguments do not fit: {told}. Next: correct what is listed and call again.");
        assert_eq!((error.code(), error.to_string()), (ErrorCode::InvalidArguments, expected), "{tool}");
    }
    assert_eq!(vendor.saw(), []);
}
