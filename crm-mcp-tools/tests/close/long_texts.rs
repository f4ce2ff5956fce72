//! Long texts of Close's records are cut where they are slim, with how much is missing and how to get it, and whole on request.

use serde_json::{Value, json};

use crate::{
    support::{call, told},
    vendor::{Vendor, answer},
};

/// A text that may be long: the tool that reads one record, the id, the text's field, and how many characters are shown.
const ONE: [(&str, &str, &str, usize); 7] = [
    ("fetch_note", "acti_1", "/note", 4_000),
    ("fetch_call", "acti_1", "/note", 4_000),
    ("fetch_comment", "comm_1", "/body", 4_000),
    ("fetch_task", "task_1", "/text", 2_000),
    ("fetch_opportunity", "oppo_1", "/note", 1_000),
    ("fetch_email_template", "tmpl_1", "/body", 4_000),
    ("fetch_lead", "lead_1", "/description", 2_000),
];

/// The same of lists, the text standing in each record.
const LISTS: [(&str, &str, usize); 7] = [
    ("activity_search", "/note", 300),
    ("activity_search", "/body_preview", 300),
    ("activity_search", "/text", 300),
    ("activity_search", "/task_text", 300),
    ("find_notes", "/note", 300),
    ("find_tasks", "/text", 300),
    ("find_call_tasks", "/text", 300),
];

/// A text that no record shows whole.
fn long() -> String {
    "äb".repeat(6_000)
}

/// The record with the text at the place.
fn record(id: &str, place: &str) -> Value {
    json!({"id": id, "_type": "Note", &place[1..]: long()})
}

fn shown(most: usize) -> String {
    let text: String = long().chars().take(most).collect();
    format!("{text}… ({} more characters; fields all shows all)", long().chars().count() - most)
}

/// What the tool answers where Close answers this to whatever it is asked.
async fn answered(tool: &str, vendors: &Value, arguments: Value) -> Value {
    let answers = (0..3).map(|_| answer(200, vendors.to_string()));
    call(&told(&Vendor::answering(answers)), tool, arguments).await
}

#[tokio::test]
async fn a_record_shows_the_beginning_and_all_on_request() {
    for (tool, id, place, most) in ONE {
        let vendors = record(id, place);
        let slim = answered(tool, &vendors, json!({"id": id})).await;
        assert_eq!(slim.pointer(place).unwrap(), &shown(most), "{tool} {place}");
        let all = answered(tool, &vendors, json!({"id": id, "fields": "all"})).await;
        assert_eq!(all.pointer(place).unwrap(), &long(), "{tool} {place}");
    }
}

#[tokio::test]
async fn a_row_of_a_list_shows_less_and_all_on_request() {
    for (tool, place, most) in LISTS {
        let vendors = json!({"data": [record("acti_1", place)], "has_more": false});
        let whole = if tool == "activity_search" { json!({"lead_ids": ["lead_1"]}) } else { json!({}) };
        let slim = answered(tool, &vendors, whole.clone()).await;
        let text = slim["data"][0].pointer(place).and_then(Value::as_str).unwrap_or_default();
        assert!(text.chars().count() <= most + 60, "{tool} {place}: {} characters", text.chars().count());
        assert!(text.is_empty() || text.ends_with("fields all shows all)"), "{tool} {place}: {text}");
        let mut whole = whole;
        whole["fields"] = "all".into();
        let all = answered(tool, &vendors, whole).await;
        assert_eq!(all["data"][0].pointer(place).unwrap(), &long(), "{tool} {place}");
    }
}

#[tokio::test]
async fn a_transcript_shows_its_beginning_and_all_on_request() {
    let said = json!({"summary_text": long(), "utterances": [{"text": long()}]});
    let vendors = json!({"id": "acti_1", "recording_transcript": said});
    let transcript = async |fields: &str| {
        answered("fetch_call", &vendors, json!({"id": "acti_1", "fields": fields})).await["recording_transcript"].take()
    };
    assert_eq!(transcript("slim").await, json!({"summary": shown(4_000), "text": shown(8_000)}));
    assert_eq!(transcript("all").await, json!({"summary": long(), "text": long()}));
}
