//! Calls of the tools on custom activities and custom objects.

use serde_json::{Value, json};

use super::{contacts::contact_id, first, id, leads::lead, opportunities::range};
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("create_custom_activity_instance", |seen| {
        json!({
            "custom_activity_type_id": first(seen, "find_custom_activities"), "lead_id": lead(seen),
            "activity_at": "2026-11-30T09:00:00Z", "contact_id": contact_id(seen),
            "custom_fields": {"What we saw": "Two halls.", "Mood": "Good"}, "date_created": "2026-11-30T09:00:00Z",
            "pinned": true, "status": "draft", "user_id": first(seen, "org_users")
        })
    }),
    ("update_custom_activity_instance", |seen| {
        json!({
            "id": activity(seen), "activity_at": "2026-11-30T10:00:00Z", "contact_id": "clear",
            "custom_fields": {"Mood": null}, "pinned": false, "status": "published"
        })
    }),
    ("fetch_custom_activity_instance", |seen| json!({"id": activity(seen)})),
    ("find_custom_activity_instances", |seen| {
        json!({
            "lead_id": lead(seen), "activity_at": range(), "user_id": first(seen, "org_users"),
            "custom_activity_type_ids": [first(seen, "find_custom_activities")]
        })
    }),
    ("create_custom_object_instance", |seen| {
        json!({
            "custom_object_type_id": first(seen, "find_custom_object_types"), "lead_id": lead(seen), "name": "Hall 1",
            "custom_fields": {"Seats at the site": 12}
        })
    }),
    (
        "update_custom_object_instance",
        |seen| json!({"id": object(seen), "name": "Hall 2", "custom_fields": {"Shifts": "Two"}}),
    ),
    ("fetch_custom_object_instance", |seen| json!({"id": object(seen)})),
    (
        "find_custom_object_instances",
        |seen| json!({"lead_id": lead(seen), "custom_object_type_id": first(seen, "find_custom_object_types")}),
    ),
];

pub(super) fn activity(seen: &Answers) -> &Value {
    id(seen, "create_custom_activity_instance")
}

pub(super) fn object(seen: &Answers) -> &Value {
    id(seen, "create_custom_object_instance")
}
