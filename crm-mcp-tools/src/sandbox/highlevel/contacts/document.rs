//! A contact as the API shows it, and what writing to it changes.

use serde_json::{Value, json};

use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        forms::dates,
        location::{Model, custom_values},
    },
    kit::object::{Object, Properties as _, object},
};

/// The lower-cased twins that the vendor keeps beside these properties.
const TWINS: [(&str, &str); 4] = [
    ("firstName", "firstNameLowerCase"),
    ("lastName", "lastNameLowerCase"),
    ("name", "fullNameLowerCase"),
    ("email", "emailLowerCase"),
];

/// What a free-text query looks through.
const SEARCHED: [&str; 4] = ["fullNameLowerCase", "emailLowerCase", "phone", "companyName"];

/// A contact that has nothing yet.
pub(crate) fn new(id: &str, added: &str) -> Object {
    object([
        ("id", id.into()),
        ("locationId", LOCATION_ID.into()),
        ("type", "lead".into()),
        ("country", "US".into()),
        ("dnd", false.into()),
        ("tags", json!([])),
        ("customFields", json!([])),
        ("additionalEmails", json!([])),
        ("followers", json!([])),
        ("opportunities", json!([])),
        ("dateAdded", added.into()),
    ])
}

/// Writes checked properties. `null` and the empty text clear one; tags are replaced as a whole; custom fields that
/// are not named stay.
pub(crate) fn change(document: &mut Object, changes: Object) {
    let changes = with_names(document, changes);
    for (name, value) in changes {
        match (document.get_mut(&name), value) {
            (Some(Value::Array(kept)), Value::Array(written)) if name == "customFields" => {
                custom_values::merge(Model::Contact, kept, written);
            }
            (_, value) if value.is_null() || value == "" => _ = document.remove(&name),
            (_, value) => _ = document.insert(name, value),
        }
    }
    derive(document);
    document.insert("dateUpdated".into(), dates::now().into());
}

/// Keeps `name` and its two parts in step: the parts win over the whole.
fn with_names(document: &Object, mut changes: Object) -> Object {
    if changes.contains_key("firstName") || changes.contains_key("lastName") {
        let part = |name| changes.get(name).or_else(|| document.get(name)).and_then(Value::as_str).unwrap_or_default();
        let name = [part("firstName"), part("lastName")].join(" ").trim().to_owned();
        changes.insert("name".into(), name.into());
    } else if let Some(name) = changes.get("name") {
        let name = name.as_str().unwrap_or_default().trim();
        let (first, last) = name.split_once(' ').unwrap_or((name, ""));
        let parts = [("firstName", first.to_owned()), ("lastName", last.trim().to_owned())];
        changes.extend(object(parts.map(|(name, part)| (name, part.into()))));
    }
    changes
}

/// Brings the properties that repeat others up to date.
pub(crate) fn derive(document: &mut Object) {
    match document.get("name").cloned() {
        Some(name) => _ = document.insert("contactName".into(), name),
        None => _ = document.remove("contactName"),
    }
    for (name, twin) in TWINS {
        match document.text(name).to_lowercase() {
            lower if lower.is_empty() => _ = document.remove(twin),
            lower => _ = document.insert(twin.into(), lower.into()),
        }
    }
}

pub(crate) fn searched(document: &Object) -> String {
    SEARCHED.map(|name| document.text(name).to_lowercase()).join(" ")
}

/// What a record of another sort repeats of a contact: by its name there, the property it is of.
pub(crate) fn repeated(contact: &Object, names: &[(&str, &str)]) -> Object {
    let value = |(name, property): &(&str, &str)| Some(((*name).to_owned(), contact.get(*property)?.clone()));
    names.iter().filter_map(value).collect()
}

/// The tags of a contact, or those that a write names: each once, and none that is blank.
pub(crate) fn tags(object: &Object) -> Vec<String> {
    let mut tags = Vec::new();
    for tag in object.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        if !tag.trim().is_empty() && !tags.iter().any(|other| other == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}
