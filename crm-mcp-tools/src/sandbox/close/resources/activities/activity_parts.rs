//! What all activities have: fields, names, filters, and a moment at which they happened.

use serde_json::Value;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            related::Related,
            resource::{Blank, Change, ListFilter},
        },
        resources::field_kinds::{MOMENT, maybe, needed, text},
    },
    kit::{
        door::validate::Property,
        object::{Object, Properties as _},
    },
};

/// The fields that a create takes of an activity whose lead has to be named.
pub(crate) const FIELDS: &[Property] = &[needed("lead_id"), text("user_id"), maybe("date_created", MOMENT)];

/// The fields that a create takes of an activity whose lead may be that of its contact.
pub(crate) const MADE: &[Property] = &[text("user_id"), maybe("date_created", MOMENT)];

/// The fields that creates and updates of any activity take.
pub(crate) const CHANGED: &[Property] = &[text("contact_id"), maybe("activity_at", MOMENT)];

pub(crate) const BLANKS: &[(&str, Blank)] = &[
    ("contact_id", Blank::Null),
    ("user_id", Blank::Null),
    ("users", Blank::List),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
    ("attachments", Blank::List),
    ("is_edited", Blank::False),
    ("pinned", Blank::False),
];

pub(crate) const NAMES: &[(&str, &str)] =
    &[("user_id", "user_name"), ("created_by", "created_by_name"), ("updated_by", "updated_by_name")];

pub(crate) const FILTERS: &[ListFilter] = &[
    ListFilter::Is("id"),
    ListFilter::IsOneOf("lead_id"),
    ListFilter::IsOneOf("contact_id"),
    ListFilter::IsOneOf("user_id"),
    ListFilter::Is("organization_id"),
    ListFilter::Is("_type"),
    ListFilter::When("date_created"),
    ListFilter::When("activity_at"),
];

pub(crate) const ORDERS: &[&str] = &["-activity_at", "date_created"];

/// Refuses a list of one type that is narrowed by the field that it is not sorted by.
pub(crate) fn check_dates(query: &Object) -> Result<(), CloseRefusal> {
    let order = query.text("_order_by");
    let sorted = if order.contains("date_created") { "date_created" } else { "activity_at" };
    let other = if sorted == "activity_at" { "date_created" } else { "activity_at" };
    let is_narrowed_by = |field: &str| query.keys().any(|name| name.starts_with(field));
    // Without an order the list is sorted by whichever field narrows it.
    if is_narrowed_by(other) && (!order.is_empty() || is_narrowed_by(sorted)) {
        return Err(CloseRefusal::bad(format!("Cannot filter by {other} when sorting by {sorted}.")));
    }
    Ok(())
}

/// The refusal of a parameter that needs one lead.
pub(crate) fn needs_lead(parameter: &str) -> CloseRefusal {
    CloseRefusal::bad(format!("The {parameter} filter can only be used together with a single lead_id."))
}

/// Finds the lead of an activity that names none: that of its contact.
pub(crate) async fn find_lead(change: &mut Change<'_>) -> Result<(), CloseRefusal> {
    if change.document.given("lead_id").is_some() {
        return Ok(());
    }
    let missing = || CloseRefusal::field("lead_id", "This field is required.");
    let contact_id = change.document.given("contact_id").ok_or_else(missing)?;
    let contact = records::get(change.connection, ObjectKind::Contact, contact_id).await?;
    change.document.insert("lead_id".into(), contact.text("lead_id").into());
    Ok(())
}

/// Adds when the activity happened, if it does not say: when it was made.
pub(crate) fn complete(activity: &mut Object, _: &Related) {
    let created = activity.get("date_created").cloned().unwrap_or(Value::Null);
    activity.entry("activity_at").or_insert(created);
    let users: Vec<Value> = activity.get("user_id").filter(|id| id.is_string()).cloned().into_iter().collect();
    activity.insert("users".into(), users.into());
}

/// A new activity is of the user who asks, unless it names another.
pub(crate) fn prepare(change: &mut Change<'_>) {
    let created = change.document.get("date_created").cloned();
    if let Some(created) = created {
        change.document.entry("activity_at").or_insert(created);
    }
    change.document.entry("user_id").or_insert_with(|| change.asker.user_id.into());
}

/// Writes down what kind of activity it is.
pub(crate) fn name(activity: &mut Object, name: &'static str) {
    activity.insert("_type".into(), name.into());
}
