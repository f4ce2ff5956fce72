//! The schema of what a tool returns.

use schemars::JsonSchema;

use super::{Schema, SchemaError};

/// The JSON Schema of a tool's result, rendered.
///
/// It promises clients that validate only what the Rust type guarantees: a field that can be `null` is named without
/// its type, and other fields than the named ones may come with a later version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputSchema(String);

impl OutputSchema {
    /// The schema of `T` as it is serialised; refused unless every `T` is a JSON object.
    pub fn of<T: JsonSchema>() -> Result<Self, SchemaError> {
        Schema::output::<T>().map(|schema| Self(schema.to_json()))
    }
}

impl From<OutputSchema> for String {
    fn from(schema: OutputSchema) -> Self {
        schema.0
    }
}
