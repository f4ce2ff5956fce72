//! A cursor alone continues a list, whatever arguments the list cannot begin without.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    support::{Vendor, call},
};

/// A tool, the records in its answer, and arguments of a list that has pages.
type List = (&'static str, &'static str, fn(&Value) -> Value);

const LISTS: &[List] = &[
    (
        "calendars_get-calendar-events",
        "events",
        |ids| json!({"calendarId": ids["calendar"], "startTime": "2026-01-01", "endTime": "2026-12-31"}),
    ),
    ("calendars_get-appointment-notes", "notes", |ids| json!({"appointmentId": ids["appointment"]})),
    ("contacts_get-all-tasks", "tasks", |ids| json!({"contactId": ids["contact"]})),
    ("contacts_get-notes", "notes", |ids| json!({"contactId": ids["contact"]})),
    ("conversations_get-messages", "messages", |ids| json!({"conversationId": ids["conversation"]})),
];

#[tokio::test]
async fn a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments() {
    let demo = Demo::new().await;
    let (crm, ids) = (demo.crm(), demo.ids().await);
    let note = format!("/contacts/{}/notes", ids["contact"].as_str().unwrap());
    demo.ask("POST", &note, &json!({"body": "One more"})).await;
    demo.ask("POST", &note, &json!({"body": "And one more"})).await;
    for (tool, records, arguments) in LISTS {
        let whole = arguments(&ids);
        let mut first = whole.clone();
        first["limit"] = 1.into();
        let first = call(&crm, tool, first).await.unwrap();
        let cursor = first["nextCursor"].as_str().unwrap_or_else(|| panic!("{tool} has one page: {first}"));
        let alone = call(&crm, tool, json!({"cursor": cursor})).await.unwrap();
        assert!(!alone[records].as_array().unwrap().is_empty(), "{tool}");
        assert_ne!(alone[records][0], first[records][0], "{tool}");
        for (name, value) in whole.as_object().unwrap() {
            let part = call(&crm, tool, json!({"cursor": cursor, name: value})).await.unwrap();
            assert_eq!(part[records], alone[records], "{tool} {name}");
            let other = if name.ends_with("Time") { "2025-01-01" } else { "another" };
            let error = call(&crm, tool, json!({"cursor": cursor, name: other})).await.unwrap_err();
            assert_eq!(error.message(), "the cursor belongs to a list with other arguments", "{tool} {name}");
        }
    }
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
