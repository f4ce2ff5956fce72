//! Calls of the tools on opportunities.

use serde_json::{Value, json};

use super::{contacts::contact_id, first, id, leads::lead};
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("create_opportunity", |seen| {
        let mut opportunity = whole_opportunity(seen);
        opportunity["lead_id"] = lead(seen).clone();
        opportunity
    }),
    ("create_opportunity", |seen| {
        let status = id(seen, "create_opportunity_status_tool");
        json!({"lead_id": lead(seen), "status_id": status, "note_html": "<p>Asked.</p>"})
    }),
    ("update_opportunity", |seen| {
        let mut opportunity = whole_opportunity(seen);
        opportunity["id"] = opportunity_id(seen).clone();
        opportunity
    }),
    (
        "update_opportunity",
        |seen| json!({"id": opportunity_id(seen), "value": "clear", "close_at": "clear", "note_html": "<p>No.</p>"}),
    ),
    ("fetch_opportunity", |seen| json!({"id": opportunity_id(seen)})),
    ("find_opportunities", |seen| json!({"lead_view_id": first(seen, "find_lead_smart_views"), "limit": 1})),
    ("find_opportunities", |seen| {
        json!({
            "status_type": "active", "status_ids": [id(seen, "create_opportunity_status_tool")],
            "user_ids": [first(seen, "org_users")], "lead_id": lead(seen), "close_at": range(),
            "created_at": range(), "updated_at": range(), "needs_attention": true, "sort_by": "closing_soonest"
        })
    }),
];

pub(super) fn opportunity_id(seen: &Answers) -> &Value {
    id(seen, "create_opportunity")
}

pub(super) fn range() -> Value {
    json!({"after": "2020-01-01", "before": "2030-12-31T00:00:00Z"})
}

fn whole_opportunity(seen: &Answers) -> Value {
    json!({
        "status_id": id(seen, "create_opportunity_status_tool"), "value": 120_000, "value_period": "monthly",
        "confidence": 40, "close_at": "2027-01-31", "contact_id": contact_id(seen),
        "user_id": first(seen, "org_users"), "note": "Asked for an offer.",
        "custom_fields": {"Seats": 12, "Go-live": "2027-02-01", "Lost because": "Price"}
    })
}
