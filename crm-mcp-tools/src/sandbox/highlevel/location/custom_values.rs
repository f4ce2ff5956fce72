//! Values of custom fields: written as `{id or key, field_value}`, kept and read as `{id, value}` on contacts and
//! `{id, fieldValue}` on opportunities.

use serde_json::{Value, json};

use super::{CustomField, DataType, Model};
use crate::sandbox::highlevel::{
    forms::{dates, kinds, reply::Refusal},
    location,
};

/// The written values as they are kept; `null` for those that clear their field.
pub(crate) fn read(model: Model, written: &[Value]) -> Result<Vec<Value>, Refusal> {
    let mut faults = Vec::new();
    let mut values = Vec::new();
    for (index, written) in written.iter().enumerate() {
        match read_one(model, written) {
            Ok(value) => values.push(value),
            Err(fault) => faults.push(format!("customFields.{index}.{fault}")),
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(Refusal::Invalid(faults)) }
}

fn read_one(model: Model, written: &Value) -> Result<Value, String> {
    let name = written.get("id").or_else(|| written.get("key")).and_then(Value::as_str);
    let name = name.ok_or("id should not be empty")?;
    let field =
        location::custom_field(model, name).ok_or_else(|| format!("{name} is not a custom field of this location"))?;
    let value = written.get("field_value").or_else(|| written.get("fieldValue"));
    let value = value.ok_or("field_value should not be empty")?;
    let kept = keep(value, field).ok_or_else(|| format!("field_value does not fit {}", field.key))?;
    Ok(json!({ "id": field.id(), (model.value_name()): kept }))
}

/// The value in the type of its field, or among its options; `None` if it cannot be.
fn keep(value: &Value, field: &CustomField) -> Option<Value> {
    let empties = [Value::Null, json!(""), json!([]), json!({})].contains(value);
    if empties {
        return Some(Value::Null);
    }
    let is_option = |value: &Value| value.as_str().is_some_and(|text| field.options.contains(&text));
    match field.data_type {
        DataType::Text | DataType::LargeText => value.is_string().then(|| value.clone()),
        DataType::SingleOptions | DataType::Radio => is_option(value).then(|| value.clone()),
        DataType::Numerical | DataType::Monetory => match value {
            Value::String(text) => text.parse().ok().map(Value::Number),
            _ => value.is_number().then(|| value.clone()),
        },
        DataType::MultipleOptions | DataType::Checkbox => {
            let items = value.as_array()?;
            items.iter().all(is_option).then(|| value.clone())
        }
        DataType::Date => value.as_str().and_then(dates::normalise).map(Value::from),
        DataType::Phone => value.as_str().and_then(kinds::phone).map(Value::from),
        DataType::FileUpload => value.as_object()?.values().all(is_file).then(|| value.clone()),
        DataType::Signature => is_file(value).then(|| value.clone()),
        DataType::TextboxList => {
            let is_box = |id: &String| field.boxes().any(|(other, _)| other == *id);
            value.as_object()?.iter().all(|(id, text)| is_box(id) && text.is_string()).then(|| value.clone())
        }
    }
}

/// What was uploaded is told by where it is; the vendor stores the file by another operation.
fn is_file(value: &Value) -> bool {
    value["url"].is_string()
}

/// Puts the `written` values among those that are `kept`; fields that are not written stay as they are.
pub(crate) fn merge(model: Model, kept: &mut Vec<Value>, written: Vec<Value>) {
    for value in written {
        kept.retain(|other| other["id"] != value["id"]);
        if !value[model.value_name()].is_null() {
            kept.push(value);
        }
    }
}
