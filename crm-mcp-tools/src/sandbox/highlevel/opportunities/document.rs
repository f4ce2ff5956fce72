//! An opportunity as it is kept, and as the API shows it: with its contact.

use serde_json::{Value, json};

use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        contacts::document::repeated,
        forms::dates,
        location::{Model, custom_values},
    },
    kit::object::{Object, Properties as _, object},
};

/// What an opportunity repeats of its contact, and what its relation to the contact repeats once more.
const CONTACT: [(&str, &str); 6] = [
    ("id", "id"),
    ("name", "name"),
    ("companyName", "companyName"),
    ("email", "email"),
    ("phone", "phone"),
    ("tags", "tags"),
];
const RELATION: [(&str, &str); 7] = [
    ("recordId", "id"),
    ("fullName", "name"),
    ("contactName", "name"),
    ("companyName", "companyName"),
    ("email", "email"),
    ("phone", "phone"),
    ("tags", "tags"),
];

/// An opportunity of the contact that has nothing else yet.
pub(crate) fn new(id: &str, contact_id: &str, created: &str) -> Object {
    object([
        ("id", id.into()),
        ("locationId", LOCATION_ID.into()),
        ("contactId", contact_id.into()),
        ("monetaryValue", 0.into()),
        ("source", "public api".into()),
        ("customFields", json!([])),
        ("followers", json!([])),
        ("indexVersion", "1".into()),
        ("createdAt", created.into()),
        ("updatedAt", created.into()),
        ("lastStageChangeAt", created.into()),
        ("lastStatusChangeAt", created.into()),
    ])
}

/// Writes checked properties, and notes when the stage and the status changed.
pub(crate) fn change(opportunity: &mut Object, changes: Object) {
    let now = dates::now();
    for (property, dated) in [("pipelineStageId", "lastStageChangeAt"), ("status", "lastStatusChangeAt")] {
        if changes.get(property).is_some_and(|value| opportunity.get(property) != Some(value)) {
            opportunity.insert(dated.into(), now.clone().into());
        }
    }
    for (name, value) in changes {
        match (opportunity.get_mut(&name), value) {
            (Some(Value::Array(kept)), Value::Array(written)) if name == "customFields" => {
                custom_values::merge(Model::Opportunity, kept, written);
            }
            (_, value) => _ = opportunity.insert(name, value),
        }
    }
    // What the vendor does with the reason of a deal that is not lost any more is not known.
    if opportunity.text("status") != "lost" {
        opportunity.remove("lostReasonId");
    }
    opportunity.insert("updatedAt".into(), now.into());
}

/// Gives an open opportunity a status that no documentation knows.
pub(crate) fn hold(opportunity: &mut Object) {
    if opportunity.text("status") == "open" {
        opportunity.insert("status".into(), "on_hold".into());
    }
}

/// The opportunity with what the vendor repeats in it. The lists of what happened stay empty unless they are asked for.
pub(crate) fn shown(mut opportunity: Object, contact: &Object) -> Object {
    let mut relation = repeated(contact, &RELATION);
    relation.extend(object([
        ("associationId", "OPPORTUNITIES_CONTACTS_ASSOCIATION".into()),
        ("relationId", opportunity["id"].clone()),
        ("objectKey", "contact".into()),
        ("primary", true.into()),
        ("attributed", Value::Null),
    ]));
    let more = object([
        ("contact", repeated(contact, &CONTACT).into()),
        ("relations", json!([relation])),
        // The vendor's second spelling of the stage.
        ("pipelineStageUId", opportunity["pipelineStageId"].clone()),
        ("notes", json!([])),
        ("tasks", json!([])),
        ("calendarEvents", json!([])),
    ]);
    opportunity.extend(more);
    opportunity
}
