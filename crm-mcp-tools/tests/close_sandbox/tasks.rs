//! Tasks and notes.

use serde_json::json;

use crate::client::{Client, id};

#[tokio::test]
async fn a_list_of_tasks_has_one_type_unless_all_are_asked_for() {
    let client = Client::new().await;
    let lead_id = client.lead("Tasks").await;
    client.create("task/", json!({ "lead_id": lead_id, "text": "Send papers", "date": "2026-09-04" })).await;
    client.create("task/", json!({ "lead_id": lead_id, "_type": "outgoing_call", "text": "Call" })).await;
    let texts = async |parameters: &str| -> Vec<String> {
        let tasks = client.list(&format!("task/?lead_id={lead_id}{parameters}")).await;
        tasks.iter().map(|task| task["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(texts("").await, ["Send papers"]);
    assert_eq!(texts("&_type=outgoing_call").await, ["Call"]);
    assert_eq!(texts("&_type=all&_order_by=date_created").await, ["Send papers", "Call"]);
    let refused = client.post("task/", json!({ "lead_id": lead_id, "_type": "missed_call" })).await;
    assert!(refused.faults()["_type"].as_str().unwrap().starts_with("Not a valid choice."));
}

#[tokio::test]
async fn a_task_keeps_a_day_apart_from_a_moment_and_leaves_the_lead_when_done() {
    let client = Client::new().await;
    let lead_id = client.lead("Days").await;
    let task = client.create("task/", json!({ "lead_id": lead_id, "text": "One", "date": "2026-09-04" })).await;
    assert_eq!((&task["date"], &task["due_date"]), (&json!("2026-09-04"), &json!("2026-09-04")));
    assert_eq!(task["assigned_to_name"], "Dana Whitfield");
    let path = format!("task/{}/", id(&task));
    let changed = client.change(&path, json!({ "date": "2026-09-04T10:00:00+02:00" })).await;
    assert_eq!(changed["date"], "2026-09-04T08:00:00.000000+00:00");
    let shown = |lead: &serde_json::Value| lead["tasks"].as_array().unwrap().len();
    assert_eq!(shown(&client.read(&format!("lead/{lead_id}/")).await), 1);
    client.change(&path, json!({ "is_complete": true })).await;
    assert_eq!(shown(&client.read(&format!("lead/{lead_id}/")).await), 0, "a lead shows what is open");
    assert_eq!(client.list(&format!("task/?lead_id={lead_id}&is_complete=true&date__lte=2026-09-04")).await.len(), 1);
    assert_eq!(client.list(&format!("task/?lead_id={lead_id}&date__gt=2026-09-04")).await.len(), 0);
    assert_eq!(client.get("task/?date__gt=soon").await.faults()["date__gt"], "Could not parse date.");
}

#[tokio::test]
async fn a_note_is_kept_as_text_and_as_markup() {
    let client = Client::new().await;
    let lead_id = client.lead("Notes").await;
    let note = client.create("activity/note/", json!({ "lead_id": lead_id, "note": "One < two" })).await;
    assert_eq!(note["note_html"], "<body><p>One &lt; two</p></body>");
    assert_eq!((&note["_type"], &note["user_name"]), (&json!("Note"), &json!("Dana Whitfield")));
    let path = format!("activity/note/{}/", id(&note));
    let changed = client.change(&path, json!({ "note_html": "<body><p>Three</p></body>", "pinned": true })).await;
    assert_eq!((&changed["note"], &changed["pinned"]), (&json!("Three"), &json!(true)));
    assert!(changed["pinned_at"].is_string());
    assert_eq!(client.change(&path, json!({ "pinned": false })).await["pinned_at"], json!(null));
    let refused = client.put(&path, json!({ "note_html": "<p>Four</p>" })).await;
    assert!(refused.faults()["note_html"].as_str().unwrap().contains("<body>"), "{}", refused.body);
    assert_eq!(client.list(&format!("activity/note/?lead_id={lead_id}")).await.len(), 1);
    let refused = client.post("activity/note/", json!({ "note": "Whose?" })).await;
    assert_eq!(refused.faults(), &json!({ "lead_id": "This field is required." }));
    let other = client.create("contact/", json!({ "name": "Of another lead" })).await;
    let refused = client.put(&path, json!({ "contact_id": other["id"] })).await;
    assert_eq!(refused.faults(), &json!({ "contact_id": "Contact does not belong to the lead." }));
    assert_eq!(client.delete(&path).await.status, 200);
}
