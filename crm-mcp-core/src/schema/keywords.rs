//! The keywords of a schema that schemars made: how to take them, and which of them one can do without.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{error::SchemaError, path::Path};

pub(super) type Keywords = Map<String, Value>;

/// Whether a default says no more than that the field is optional.
pub(super) fn is_empty(default: &Value) -> bool {
    match default {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Takes a keyword out, as a value of this type.
pub(super) fn take<T: DeserializeOwned>(
    keywords: &mut Keywords,
    keyword: &str,
    path: &Path<'_>,
) -> Result<Option<T>, SchemaError> {
    keywords.remove(keyword).map(serde_json::from_value).transpose().map_err(|error| {
        SchemaError::new(path, format!("its `{keyword}` does not suit its type ({error})"), "state another")
    })
}

/// Our own keyword of a field for further names that it takes.
pub(super) const ALIAS: &str = "x-alias";

/// Our own keyword of a field that is taken and not shown.
pub(super) const HIDDEN: &str = "x-hidden";

/// The protocol's keyword of a field that HTTP clients repeat in a header of this name.
pub(super) const HEADER: &str = "x-mcp-header";

/// The formats that clients know; those of schemars for Rust's numbers make some of them fail.
pub(super) const FORMATS: [&str; 5] = ["date", "date-time", "email", "uri", "uuid"];

/// What to write instead of what makes schemars use this keyword.
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
