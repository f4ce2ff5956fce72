//! A field of an update: left as it is, emptied, or set.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;

/// The word that empties a field.
///
/// It is a word, and null means that a field is left as it is: some clients send null for every argument that is not given.
pub(in crate::close) const CLEAR: &str = "clear";

/// What an update does to a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is emptied.
    Clear,
    /// It gets this value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field stays as it is.
    pub fn is_kept(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// As the API has it: null empties a field. What stays as it is must be left out.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => value.serialize(serializer),
            Self::Keep | Self::Clear => serializer.serialize_none(),
        }
    }
}

/// As the arguments have it: a word empties a field.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Null => Ok(Self::Keep),
            Value::String(word) if word.trim() == CLEAR => Ok(Self::Clear),
            value => T::deserialize(value).map(Self::Set).map_err(D::Error::custom),
        }
    }
}

/// A text takes the word as it is; any other type takes it beside its own values.
impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Patch{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let schema = T::json_schema(generator);
        let is_text = schema.get("type").is_some_and(|kind| kind == "string") && schema.get("enum").is_none();
        if is_text {
            return schema;
        }
        json_schema!({"anyOf": [schema, {"type": "string", "enum": [CLEAR]}]})
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn a_word_empties_and_null_leaves() {
        let read = |value: Value| serde_json::from_value::<Patch<i64>>(value).ok();
        assert_eq!(read(json!(5)), Some(Patch::Set(5)));
        assert_eq!(read(json!("clear")), Some(Patch::Clear));
        assert_eq!(read(Value::Null), Some(Patch::Keep));
        assert_eq!(read(json!("cleared")), None);
        assert_eq!(serde_json::to_value(Patch::<i64>::Clear).unwrap(), Value::Null);
    }
}
