//! JSON objects: made of properties, and read by the types that these are wanted in.

use serde_json::{Map, Value};

/// A JSON object.
pub(crate) type Object = Map<String, Value>;

/// The object that has these properties.
pub(crate) fn object<const N: usize>(properties: [(&str, Value); N]) -> Object {
    properties.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Reads the properties of an object.
pub(crate) trait Properties {
    /// The text of a property; none if it is absent or something else.
    fn given(&self, name: &str) -> Option<&str>;

    /// The whole number of a property; none if it is absent or something else.
    fn number(&self, name: &str) -> Option<i64>;

    /// The items of a property; none if it is absent or something else.
    fn list(&self, name: &str) -> Option<&[Value]>;

    /// The text of a property; empty if it is absent or something else.
    fn text(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default()
    }
}

impl Properties for Object {
    fn given(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(Value::as_i64)
    }

    fn list(&self, name: &str) -> Option<&[Value]> {
        self.get(name).and_then(Value::as_array).map(Vec::as_slice)
    }
}
