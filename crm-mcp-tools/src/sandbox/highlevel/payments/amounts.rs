//! Amounts and flags, in the type they have or as the texts that the vendor makes of them.

use serde_json::Value;

use crate::sandbox::{highlevel::door::quirk::Quirk, kit::door::quirks::Quirks};

/// The record as it is answered.
pub(crate) fn shown(quirks: &Quirks<Quirk>, record: Value) -> Value {
    if quirks.has(Quirk::StringAmounts) { in_texts(record) } else { record }
}

fn in_texts(value: Value) -> Value {
    match value {
        Value::Bool(_) | Value::Number(_) => value.to_string().into(),
        Value::Array(items) => items.into_iter().map(in_texts).collect(),
        Value::Object(object) => object.into_iter().map(|(name, value)| (name, in_texts(value))).collect(),
        other => other,
    }
}
