//! The smart views of the demo data, with their queries.

use serde_json::{Value, json};

use crate::sandbox::close::{engine::object_kind::ObjectKind, seed::demo::id};

/// A smart view.
pub(crate) struct View {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    /// The type of the objects that it has.
    pub(crate) of: &'static str,
    pub(crate) query: Value,
    /// Whether it is only for its user, and has what is that user's.
    pub(crate) is_private: bool,
}

pub(crate) fn all() -> [View; 4] {
    let lead_status = |number| {
        let ids = [id(ObjectKind::LeadStatus, number)];
        field("lead", "status_id", &json!({ "type": "reference", "reference_type": "status.lead", "object_ids": ids }))
    };
    let lately = json!({ "type": "moment_range", "before": null, "on_or_after": days("past", 30) });
    let silent = |kind: &str| {
        let mut any = beside("lead", kind, &field(kind, "date", &lately));
        any["negate"] = true.into();
        any
    };
    let soon = json!({ "type": "moment_range", "on_or_after": { "type": "now" }, "before": days("future", 30) });
    let active = field("opportunity", "status_type", &json!({ "type": "term", "values": ["active"] }));
    let closing = every("opportunity", &[active, field("opportunity", "date_won", &soon)]);
    let decides = json!({ "type": "term", "values": ["Decides"] });
    let role = json!({ "type": "custom_field", "custom_field_id": id(ObjectKind::ContactField, 1) });
    let role = json!({ "type": "field_condition", "negate": false, "field": role, "condition": decides });
    let mine = field("lead", "created_by", &json!({ "type": "current_user" }));
    [
        View {
            name: "Customers without a word for 30 days",
            description: "Nobody called or wrote.",
            of: "lead",
            query: every("lead", &[lead_status(3), silent("activity.call"), silent("activity.email")]),
            is_private: false,
        },
        View {
            name: "Closing this month",
            description: "Active opportunities that are to be closed within 30 days.",
            of: "lead",
            query: every("lead", &[beside("lead", "opportunity", &closing)]),
            is_private: false,
        },
        View {
            name: "My qualified leads",
            description: "Leads that I brought in and that fit.",
            of: "lead",
            query: every("lead", &[lead_status(2), mine]),
            is_private: true,
        },
        View {
            name: "Who decides at customers",
            description: "Contacts that decide, of leads that are customers.",
            of: "contact",
            query: every("contact", &[role, beside("contact", "lead", &lead_status(3))]),
            is_private: false,
        },
    ]
}

/// Objects of a type that fit all of the queries.
fn every(kind: &str, queries: &[Value]) -> Value {
    let of_type = json!({ "type": "object_type", "negate": false, "object_type": kind });
    let queries = json!({ "type": "and", "negate": false, "queries": queries });
    // Beside another object, the type is known.
    match kind {
        "lead" | "contact" => json!({ "type": "and", "negate": false, "queries": [of_type, queries] }),
        _ => queries,
    }
}

fn field(kind: &str, name: &str, condition: &Value) -> Value {
    let field = json!({ "type": "regular_field", "object_type": kind, "field_name": name });
    json!({ "type": "field_condition", "negate": false, "field": field, "condition": condition })
}

fn beside(this: &str, other: &str, query: &Value) -> Value {
    json!({ "type": "has_related", "negate": false, "this_object_type": this, "related_object_type": other,
        "related_query": query })
}

/// So many days before or after now.
fn days(direction: &str, days: i64) -> Value {
    json!({ "type": "offset", "direction": direction, "moment": { "type": "now" }, "offset": { "days": days },
        "which_day_end": "start" })
}
