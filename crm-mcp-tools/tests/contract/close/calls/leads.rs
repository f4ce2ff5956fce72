//! Calls of the tools on leads.

use serde_json::{Value, json};

use super::{first, id};
use crate::answers::{Answers, Call};

pub(super) const CALLS: &[Call] = &[
    ("create_lead", |seen| {
        json!({
            "name": "Analytical Engines", "description": "Builds them.", "url": "https://x.example",
            "status_id": first(seen, "find_lead_statuses"), "custom_fields": custom_fields()
        })
    }),
    ("update_lead", |seen| {
        json!({
            "id": lead(seen), "name": "Engines", "description": "clear", "url": "https://y.example",
            "status_id": first(seen, "find_lead_statuses"), "custom_fields": custom_fields()
        })
    }),
    ("fetch_lead", |seen| json!({"id": lead(seen), "fields": "all"})),
    ("create_address", |seen| address(seen)),
    ("delete_address", |seen| address(seen)),
    ("enrich_field", |seen| {
        json!({
            "object_type": "lead", "object_id": lead(seen), "field_id": first(seen, "find_lead_custom_fields"),
            "overwrite_existing_value": true
        })
    }),
];

pub(super) fn lead(seen: &Answers) -> &Value {
    id(seen, "create_lead")
}

fn address(seen: &Answers) -> Value {
    json!({
        "lead_id": lead(seen), "label": "business", "address_1": "1 Main Street", "address_2": "Floor 2",
        "city": "Springfield", "state": "IL", "zipcode": "62701", "country": "US"
    })
}

fn custom_fields() -> Value {
    json!({"Industry": "Retail", "Employees": 12, "Modules": ["Plans", "Reports"], "Contract ends": "2027-01-31"})
}
