//! Types -> JSON Schemas that every MCP client accepts.

use crate::ToolError;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// STUB. The arguments of a tool: the schema of `P`, and the decoding by it.
pub struct Arguments<P> {
    schema: Result<String, SchemaError>,
    marker: PhantomData<fn() -> P>,
}

impl<P: JsonSchema + DeserializeOwned> Arguments<P> {
    /// STUB.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self { schema: Ok(serde_json::to_string(&schemars::schema_for!(P)).unwrap_or_default()), marker: PhantomData }
    }
}
impl<P: DeserializeOwned> Arguments<P> {
    pub(crate) fn schema(&self) -> Result<&str, SchemaError> {
        self.schema.as_deref().map_err(Clone::clone)
    }
    pub(crate) fn decode(&self, arguments: &str) -> Result<P, ToolError> {
        serde_json::from_str(arguments).map_err(ToolError::internal)
    }
}

/// STUB.
pub struct OutputSchema(String);
impl OutputSchema {
    /// STUB
    pub fn of<T: JsonSchema>() -> Result<Self, SchemaError> {
        Ok(Self(serde_json::to_string(&schemars::schema_for!(T)).unwrap_or_default()))
    }
}
impl From<OutputSchema> for String {
    fn from(schema: OutputSchema) -> Self {
        schema.0
    }
}

/// STUB
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SchemaError(String);

impl From<&serde_json::Error> for SchemaError {
    fn from(error: &serde_json::Error) -> Self {
        Self(error.to_string())
    }
}
