//! The values of custom fields: flat keys of the record that has them, `custom.cf_…`.

use serde_json::Value;
use sqlx::SqliteConnection;

use super::{object_kind::ObjectKind, records, resource::CustomFieldsOf};
use crate::sandbox::{
    close::answers::{close_refusal::CloseRefusal, moments},
    kit::object::{Object, Properties as _},
};

const PREFIX: &str = "custom.";

/// Takes the values of custom fields out of a body.
pub(crate) fn take(body: Object) -> (Object, Object) {
    body.into_iter().partition(|(name, _)| name.starts_with(PREFIX))
}

/// The definitions of the custom fields that a record has.
pub(crate) async fn definitions(
    connection: &mut SqliteConnection,
    of: CustomFieldsOf,
    type_id: Option<&str>,
) -> sqlx::Result<Vec<Object>> {
    let mut own = records::all(connection, of.defined_by).await?;
    if let Some(field) = of.type_field {
        own.retain(|definition| definition.given(field) == type_id);
    }
    let mut shared = records::all(connection, ObjectKind::SharedField).await?;
    shared.retain(|definition| is_for(definition, of, type_id));
    own.extend(shared);
    Ok(own)
}

/// Whether a shared field is one of such records too.
fn is_for(shared: &Object, of: CustomFieldsOf, type_id: Option<&str>) -> bool {
    let associations = shared.list("associations").unwrap_or_default().iter().filter_map(Value::as_object);
    associations.into_iter().any(|association| {
        association.given("object_type") == Some(of.object_type)
            && of.type_field.is_none_or(|field| association.given(field) == type_id)
    })
}

/// Puts the values into the record: a null takes one out, `.add` and `.remove` change one value of several.
pub(crate) async fn apply(
    connection: &mut SqliteConnection,
    of: CustomFieldsOf,
    document: &mut Object,
    values: Object,
) -> Result<(), CloseRefusal> {
    let type_id = of.type_field.and_then(|field| document.given(field)).map(str::to_owned);
    let definitions = definitions(connection, of, type_id.as_deref()).await?;
    let mut faults = Vec::new();
    for (key, value) in values {
        if let Err(message) = put(connection, &definitions, document, &key, value).await? {
            faults.push((key, message));
        }
    }
    let is_draft = document.given("status") == Some("draft");
    if of.type_field.is_some() && !is_draft {
        faults.extend(missing(&definitions, document));
    }
    if faults.is_empty() { Ok(()) } else { Err(CloseRefusal::Fields(faults)) }
}

/// The required fields of a type that a record has no value in.
fn missing<'a>(definitions: &'a [Object], document: &'a Object) -> impl Iterator<Item = (String, String)> + 'a {
    let required = definitions.iter().filter(|definition| definition.get("required") == Some(&true.into()));
    let keys = required.map(|definition| format!("{PREFIX}{}", definition.text("id")));
    keys.filter(|key| !document.contains_key(key)).map(|key| (key, "This field is required.".to_owned()))
}

async fn put(
    connection: &mut SqliteConnection,
    definitions: &[Object],
    document: &mut Object,
    key: &str,
    value: Value,
) -> sqlx::Result<Result<(), String>> {
    let (id, action) = split(key);
    let Some(definition) = definitions.iter().find(|definition| definition.text("id") == id) else {
        return Ok(Err("Custom field does not exist.".into()));
    };
    let key = format!("{PREFIX}{id}");
    if value.is_null() && !action.is_empty() {
        return Ok(Err("A value is needed.".into()));
    }
    if value.is_null() {
        document.remove(&key);
        return Ok(Ok(()));
    }
    let several = definition.get("accepts_multiple_values") == Some(&true.into());
    let mut read = match read_values(connection, definition, value, several).await? {
        Ok(read) => read,
        Err(message) => return Ok(Err(message)),
    };
    let kept = document.list(&key).unwrap_or_default().to_vec();
    let value = match (action, several) {
        ("", false) => read.pop().unwrap_or_default(),
        ("", true) => read.into(),
        (_, false) => return Ok(Err("The field has one value only.".into())),
        ("add", true) => {
            let new: Vec<_> = read.into_iter().filter(|value| !kept.contains(value)).collect();
            kept.into_iter().chain(new).collect()
        }
        ("remove", true) => kept.into_iter().filter(|value| !read.contains(value)).collect(),
        _ => return Ok(Err("Unknown field.".into())),
    };
    document.insert(key, value);
    Ok(Ok(()))
}

/// The values as they are kept, or what is wrong with the first bad one.
async fn read_values(
    connection: &mut SqliteConnection,
    definition: &Object,
    value: Value,
    several: bool,
) -> sqlx::Result<Result<Vec<Value>, String>> {
    let values = match value {
        Value::Array(items) if several => items,
        one => vec![one],
    };
    let mut read = Vec::with_capacity(values.len());
    for value in values {
        match read_value(connection, definition, value).await? {
            Ok(value) => read.push(value),
            Err(message) => return Ok(Err(message)),
        }
    }
    Ok(Ok(read))
}

/// The id of the field that a key names, and what to do with the value.
fn split(key: &str) -> (&str, &str) {
    let key = key.strip_prefix(PREFIX).unwrap_or(key);
    key.split_once('.').unwrap_or((key, ""))
}

/// The value as it is kept, or what is wrong with it.
async fn read_value(
    connection: &mut SqliteConnection,
    definition: &Object,
    value: Value,
) -> sqlx::Result<Result<Value, String>> {
    let text = value.as_str();
    let read = match (definition.text("type"), text) {
        ("number", _) if value.is_number() => Some(value),
        ("date", Some(text)) => moments::day(text).map(Value::from),
        ("datetime", Some(text)) => moments::moment(text).map(Value::from),
        ("choices", Some(_)) => definition.list("choices").unwrap_or_default().contains(&value).then_some(value),
        ("user", Some(id)) => records::find(connection, ObjectKind::User, id).await?.map(|_| value),
        ("contact", Some(id)) => records::find(connection, ObjectKind::Contact, id).await?.map(|_| value),
        ("custom_object", Some(id)) => records::find(connection, ObjectKind::CustomObject, id).await?.map(|_| value),
        ("text" | "textarea" | "hidden", Some(_)) => Some(value),
        _ => None,
    };
    Ok(read.ok_or_else(|| format!("Not a valid value for a field of the type {}.", definition.text("type"))))
}
