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
    let shared = |name, description, of, query| View { name, description, of, query, is_private: false };
    let mine = field("lead", "created_by", &json!({ "type": "current_user" }));
    let silent = [lead_status(3), without_recent("activity.call"), without_recent("activity.email")];
    let closing = beside("lead", "opportunity", &closing_soon());
    [
        shared("Customers without a word for 30 days", "Nobody called or wrote.", "lead", every("lead", &silent)),
        shared(
            "Closing this month",
            "Active opportunities that are to be closed within 30 days.",
            "lead",
            every("lead", &[closing]),
        ),
        View {
            name: "My qualified leads",
            description: "Leads that I brought in and that fit.",
            of: "lead",
            query: every("lead", &[lead_status(2), mine]),
            is_private: true,
        },
        shared(
            "Who decides at customers",
            "Contacts that decide, of leads that are customers.",
            "contact",
            every("contact", &[decides(), beside("contact", "lead", &lead_status(3))]),
        ),
    ]
}

/// The leads with a status, by its number.
fn lead_status(number: usize) -> Value {
    let ids = [id(ObjectKind::LeadStatus, number)];
    field("lead", "status_id", &json!({ "type": "reference", "reference_type": "status.lead", "object_ids": ids }))
}

/// The leads that have had no such activity for 30 days.
fn without_recent(activity: &str) -> Value {
    let lately = json!({ "type": "moment_range", "before": null, "on_or_after": days("past", 30) });
    let mut any = beside("lead", activity, &field(activity, "date", &lately));
    any["negate"] = true.into();
    any
}

/// The active opportunities that are to be closed within 30 days.
fn closing_soon() -> Value {
    let soon = json!({ "type": "moment_range", "on_or_after": { "type": "now" }, "before": days("future", 30) });
    let active = field("opportunity", "status_type", &json!({ "type": "term", "values": ["active"] }));
    let queries = [active, field("opportunity", "date_won", &soon)];
    json!({ "type": "and", "negate": false, "queries": queries })
}

/// The contacts that decide.
fn decides() -> Value {
    let role = json!({ "type": "custom_field", "custom_field_id": id(ObjectKind::ContactField, 1) });
    let condition = json!({ "type": "term", "values": ["Decides"] });
    json!({ "type": "field_condition", "negate": false, "field": role, "condition": condition })
}

/// Objects of a type that fit all of the queries.
fn every(kind: &str, queries: &[Value]) -> Value {
    let of_type = json!({ "type": "object_type", "negate": false, "object_type": kind });
    let queries = json!({ "type": "and", "negate": false, "queries": queries });
    json!({ "type": "and", "negate": false, "queries": [of_type, queries] })
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
