//! Calls of the tools on what happened: notes, emails, calls, comments.

use serde_json::{Value, json};

use super::{contacts::contact_id, first, id, leads::lead, opportunities::range};
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("create_note", |seen| {
        json!({
            "lead_id": lead(seen), "note": "Called.", "title": "Call", "contact_id": contact_id(seen),
            "activity_at": "2026-11-30T09:00:00Z", "pinned": true, "user_id": first(seen, "org_users")
        })
    }),
    ("create_note", |seen| json!({"lead_id": lead(seen), "note_html": "<p>Called.</p>"})),
    ("update_note", |seen| {
        json!({
            "id": note(seen), "note_html": "<p>Called twice.</p>", "title": "Calls", "contact_id": "clear",
            "activity_at": "2026-11-30T10:00:00Z", "pinned": false
        })
    }),
    ("fetch_note", |seen| json!({"id": note(seen)})),
    ("find_notes", |seen| {
        json!({
            "lead_id": lead(seen), "contact_id": contact_id(seen), "user_id": first(seen, "org_users"),
            "activity_at": range()
        })
    }),
    ("find_notes", |seen| json!({"lead_id": lead(seen), "date_created": range()})),
    ("activity_search", |_| json!({"activity_types": ["activity.email"], "limit": 1})),
    ("create_draft_email", |seen| {
        let mut email = whole_email(seen);
        email["lead_id"] = lead(seen).clone();
        email["in_reply_to_id"] = first(seen, "activity_search").clone();
        email
    }),
    (
        "create_draft_email",
        |seen| json!({"lead_id": lead(seen), "template_id": id(seen, "create_email_template"), "body_text": "Hello"}),
    ),
    ("update_draft_email", |seen| {
        let mut email = whole_email(seen);
        email["id"] = id(seen, "create_draft_email").clone();
        email
    }),
    ("update_draft_email", |seen| json!({"id": id(seen, "create_draft_email"), "body_text": "Hello again"})),
    ("activity_search", |seen| {
        json!({
            "lead_ids": [lead(seen)], "contact_ids": [contact_id(seen)], "user_ids": [first(seen, "org_users")],
            "activity_types": ["activity.note"], "agent_config_ids": ["agent_1"], "activity_at": range()
        })
    }),
    (
        "activity_search",
        |_| json!({"activity_types": ["email_thread", "lead_status_change", "opportunity_status_change", "task_completed"]}),
    ),
    (
        "activity_search",
        |seen| json!({"activity_types": ["note"], "lead_smart_view_ids": [first(seen, "find_lead_smart_views")]}),
    ),
    ("activity_search", |_| json!({})),
    ("activity_search", |seen| {
        json!({
            "lead_ids": [lead(seen)], "contact_ids": [contact_id(seen)], "user_ids": [first(seen, "org_users")],
            "activity_at": range()
        })
    }),
    (
        "activity_search",
        |seen| json!({"contact_ids": [contact_id(seen)], "user_ids": [first(seen, "org_users")], "activity_at": range()}),
    ),
    ("activity_search", |_| json!({"activity_types": ["activity.call"], "activity_at": range()})),
    ("fetch_call", |seen| json!({"id": first(seen, "activity_search")})),
    ("activity_search", |_| json!({"activity_types": ["activity.meeting"]})),
    ("fetch_meeting_transcript", |seen| json!({"id": first(seen, "activity_search")})),
    ("create_comment", |seen| json!({"object_id": note(seen), "body": "<body>Well done.</body>"})),
    ("fetch_comment", |seen| json!({"id": id(seen, "create_comment")})),
];

pub(super) fn note(seen: &Answers) -> &Value {
    id(seen, "create_note")
}

fn whole_email(seen: &Answers) -> Value {
    json!({
        "contact_id": contact_id(seen), "to": ["ada@x.example"], "cc": ["c@x.example"], "bcc": ["b@x.example"],
        "subject": "Hello", "body_html": "<p>Hello</p>", "sender": "us@x.example"
    })
}
