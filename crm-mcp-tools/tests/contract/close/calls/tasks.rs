//! Calls of the tools on tasks.

use serde_json::{Value, json};

use super::{contacts::contact_id, first, id, leads::lead, opportunities::range};
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("create_task", |seen| {
        json!({
            "lead_id": lead(seen), "text": "Call back", "assigned_to": first(seen, "org_users"),
            "contact_id": contact_id(seen), "due_date": "2026-12-01", "priority": "high", "send_notification": false
        })
    }),
    ("update_task", |seen| {
        json!({
            "id": task(seen), "text": "Call again", "assigned_to": first(seen, "org_users"), "contact_id": "clear",
            "due_date": "2026-12-01T09:00:00Z", "is_complete": true, "priority": "medium"
        })
    }),
    ("update_task", |seen| json!({"id": task(seen), "due_date": "clear", "contact_id": contact_id(seen)})),
    ("fetch_task", |seen| json!({"id": task(seen)})),
    ("find_tasks", |seen| {
        json!({
            "lead_id": lead(seen), "assigned_to": first(seen, "org_users"), "is_complete": true, "due_date": range(),
            "created_at": range(), "updated_at": range()
        })
    }),
    ("create_call_task", |seen| {
        json!({
            "lead_id": lead(seen), "contact_id": contact_id(seen), "assigned_to": first(seen, "org_users"),
            "due_date": "2026-12-01", "text": "Ask for the date."
        })
    }),
    ("update_call_task", |seen| {
        json!({
            "id": call_task(seen), "assigned_to": first(seen, "org_users"), "due_date": "2026-12-02",
            "is_complete": true, "priority": "medium"
        })
    }),
    ("fetch_call_task", |seen| json!({"id": call_task(seen)})),
    ("find_call_tasks", |seen| {
        json!({
            "lead_id": lead(seen), "assigned_to": first(seen, "org_users"), "is_complete": true, "due_date": range(),
            "created_at": range(), "updated_at": range()
        })
    }),
    (
        "create_call_task",
        |seen| json!({"lead_id": lead(seen), "contact_id": contact_id(seen), "agent_config_id": "agent_1", "text": "Ask."}),
    ),
];

pub(super) fn task(seen: &Answers) -> &Value {
    id(seen, "create_task")
}

pub(super) fn call_task(seen: &Answers) -> &Value {
    id(seen, "create_call_task")
}
