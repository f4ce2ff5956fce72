//! Calls of the tools on leads.

use serde_json::{Value, json};

use crate::called::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("find_lead_statuses", |_| json!({"limit": 1})),
    ("find_lead_statuses", |seen| json!({"cursor": seen["find_lead_statuses"]["nextCursor"], "fields": "all"})),
    ("create_lead", |seen| {
        json!({
            "name": "Analytical Engines", "description": "Builds them.", "url": "https://x.example",
            "status_id": seen["find_lead_statuses"]["data"][0]["id"]
        })
    }),
    ("update_lead", |seen| {
        json!({
            "id": lead(seen), "name": "Engines", "description": "clear", "url": "https://y.example",
            "status_id": seen["find_lead_statuses"]["data"][0]["id"]
        })
    }),
    ("fetch_lead", |seen| json!({"id": lead(seen), "fields": "all"})),
    ("delete_lead", |seen| json!({"id": lead(seen)})),
];

pub(super) fn lead(seen: &Answers) -> &Value {
    &seen["create_lead"]["id"]
}
