//! Notes and comments.

use crm_mcp_core::ErrorCode;
use serde_json::json;

use crate::{
    questions::question,
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

#[tokio::test]
async fn a_note_is_made_found_changed_and_deleted() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let new = json!({
        "lead_id": lead["id"], "note": "Wants a demo", "title": "First call", "pinned": true,
        "activity_at": "2026-11-20T10:00:00Z",
    });
    let note = call(&crm, "create_note", new).await;
    assert_eq!(note.get("notApplied"), None);
    assert_eq!(
        (&note["note"], &note["title"], &note["pinned"]),
        (&json!("Wants a demo"), &json!("First call"), &json!(true))
    );
    let id = &note["id"];
    let found = call(&crm, "find_notes", json!({"lead_id": lead["id"]})).await;
    assert_eq!(found["data"][0]["id"], *id);
    let november = json!({"lead_id": lead["id"], "activity_at": {"after": "2026-11-01", "before": "2026-12-01"}});
    assert_eq!(call(&crm, "find_notes", november).await["data"].as_array().unwrap().len(), 1);
    let october = json!({"lead_id": lead["id"], "activity_at": {"before": "2026-11-01"}});
    assert_eq!(call(&crm, "find_notes", october).await["data"], json!([]));

    let html = json!({"id": id, "note_html": "<p>Wants <b>two</b> demos</p>", "title": "clear", "pinned": false});
    let changed = call(&crm, "update_note", html).await;
    assert_eq!((&changed["note"], changed.get("title")), (&json!("Wants two demos"), None));
    assert_eq!(changed.get("notApplied"), None);
    let all = call(&crm, "fetch_note", json!({"id": id, "fields": "all"})).await;
    assert_eq!(all["note_html"], "<body><p>Wants <b>two</b> demos</p></body>");
    let asked = question(&crm, "delete_note", json!({"id": id})).await;
    assert!(asked.starts_with("Delete note \"Wants two demos\"?"), "{asked}");
    assert_eq!(call(&crm, "delete_note", json!({"id": id})).await, json!({"deleted": id}));
    let gone = refused(&crm, "fetch_note", json!({"id": id})).await;
    assert_eq!(gone.code(), ErrorCode::NotFound);
    assert!(gone.next_step().unwrap().contains("find_notes"), "{gone}");
}

#[tokio::test]
async fn a_note_has_one_text() {
    let vendor = Vendor::default();
    for text in [json!({}), json!({"note": "a", "note_html": "<p>a</p>"}), json!({"note": ""})] {
        let mut arguments = json!({"lead_id": "lead_1"});
        arguments.as_object_mut().unwrap().extend(text.as_object().unwrap().clone());
        assert_eq!(
            refused(&told(&vendor), "create_note", arguments).await.code(),
            ErrorCode::InvalidArguments,
            "{text}"
        );
    }
    assert_eq!(vendor.saw(), []);
}

#[tokio::test]
async fn a_long_note_is_cut_and_is_whole_on_request() {
    let text = "x".repeat(5_000);
    let note = json!({"id": "acti_1", "_type": "Note", "note": text, "note_html": format!("<p>{text}</p>")});
    let page = json!({"data": [note], "has_more": false}).to_string();
    let vendor = Vendor::answering([answer(200, note.to_string()), answer(200, note.to_string()), answer(200, page)]);
    let crm = told(&vendor);
    let slim = call(&crm, "fetch_note", json!({"id": "acti_1"})).await;
    let cut = |most: usize| format!("{}… ({} more characters; fields all shows all)", &text[..most], 5_000 - most);
    assert_eq!((&slim["note"], slim.get("note_html")), (&json!(cut(4_000)), None));
    let all = call(&crm, "fetch_note", json!({"id": "acti_1", "fields": "all"})).await;
    assert_eq!((&all["note"], &all["note_html"]), (&json!(text), &json!(format!("<p>{text}</p>"))));
    assert_eq!(call(&crm, "find_notes", json!({})).await["data"][0]["note"], cut(300));
}

#[tokio::test]
async fn a_comment_is_html_in_one_body_and_goes_to_the_thread_of_its_object() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let note = call(&crm, "create_note", json!({"lead_id": lead["id"], "note": "Wants a demo"})).await;
    let first = call(&crm, "create_comment", json!({"object_id": note["id"], "body": "R&D asks too"})).await;
    assert_eq!(first["body"], "<body><p>R&amp;D asks too</p></body>");
    assert_eq!(first["lead_id"], lead["id"]);
    let second = call(&crm, "create_comment", json!({"object_id": note["id"], "body": "<p>Done</p>"})).await;
    assert_eq!(second["thread_id"], first["thread_id"]);
    let read = call(&crm, "fetch_comment", json!({"id": second["id"]})).await;
    assert_eq!(read["body"], "<body><p>Done</p></body>");
    let refusal = refused(&crm, "create_comment", json!({"object_id": "acti_none", "body": "x"})).await;
    assert_eq!(refusal.code(), ErrorCode::InvalidArguments);
}
