//! Calls of the tools on templates, workflows and scheduling links.

use serde_json::json;

use super::id;
use crate::answers::Call;

pub(super) const CALLS: &[Call] = &[
    ("create_email_template", |_| {
        json!({
            "name": "Hello", "subject": "Hello", "body": "<p>Hello {{ contact.first_name }}</p>", "cc": ["c@x.example"],
            "bcc": ["b@x.example"], "is_shared": true
        })
    }),
    ("update_email_template", |seen| {
        json!({
            "id": id(seen, "create_email_template"), "name": "Hi", "subject": "Hi", "body": "<p>Hi</p>",
            "cc": ["d@x.example"], "bcc": ["e@x.example"], "is_shared": false, "is_archived": true
        })
    }),
    ("fetch_email_template", |seen| json!({"id": id(seen, "create_email_template")})),
    ("find_email_templates", |_| json!({"name_search": "h", "status": "all"})),
    ("create_sms_template", |_| json!({"name": "Hello", "text": "Hello", "is_shared": true})),
    ("update_sms_template", |seen| {
        let id = id(seen, "create_sms_template");
        json!({"id": id, "name": "Hi", "text": "Hi", "is_shared": false, "is_archived": true})
    }),
    ("fetch_sms_template", |seen| json!({"id": id(seen, "create_sms_template")})),
    ("find_sms_templates", |_| json!({"name_search": "h", "status": "all"})),
    ("find_scheduling_links", |_| json!({"name_search": "a"})),
    ("create_workflow", |_| {
        json!({
            "name": "Welcome", "timezone": "Europe/Berlin", "steps": [{"step_type": "task", "delay": "P1D"}],
            "trigger": {"trigger_type": "contact-manual"}
        })
    }),
    ("find_workflows", |_| json!({"name_search": "w", "status": "draft"})),
];
