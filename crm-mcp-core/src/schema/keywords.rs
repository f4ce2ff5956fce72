//! The keywords of a schema that schemars made: how to take them, and what to write in place of those that are refused.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{error::SchemaError, path::Path};

pub(super) type Keywords = Map<String, Value>;

/// Whether a default only says that the field is optional.
pub(super) fn is_empty(default: &Value) -> bool {
    match default {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Takes a keyword out and reads its value as this type.
pub(super) fn take<T: DeserializeOwned>(
    keywords: &mut Keywords,
    keyword: &str,
    path: &Path<'_>,
) -> Result<Option<T>, SchemaError> {
    keywords.remove(keyword).map(serde_json::from_value).transpose().map_err(|error| {
        SchemaError::new(path, format!("its `{keyword}` does not suit its type ({error})"), "state another")
    })
}

/// Our own keyword for further names that a field is taken by.
pub(super) const ALIAS: &str = "x-alias";

/// Our own keyword for a field that is taken, but not shown.
pub(super) const HIDDEN: &str = "x-hidden";

/// The protocol's keyword for a field that HTTP clients repeat in a header of this name.
pub(super) const HEADER: &str = "x-mcp-header";

/// The formats that clients know. Some clients fail at the formats that schemars has for Rust's numbers.
pub(super) const FORMATS: [&str; 5] = ["date", "date-time", "email", "uri", "uuid"];

/// What to write in place of the code that makes schemars use this keyword.
pub(super) fn advice(keyword: &str) -> &'static str {
    match keyword {
        "anyOf" | "oneOf" | "allOf" => "flatten structs only, and put an enum into a field of its own",
        "enum" | "const" => "name the choices in words",
        "multipleOf" => "count in the smallest unit, as an integer",
        "not" => "state the range that is allowed",
        "patternProperties" => "use String for the keys of a map",
        _ => "leave it out, and say it in the doc comment",
    }
}
