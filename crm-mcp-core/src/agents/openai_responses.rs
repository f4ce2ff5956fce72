//! The shapes of OpenAI's Responses API: function tools, `function_call` items and `function_call_output` items.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    definition::ToolDefinition,
    model_call::ModelCall,
    outcome::CallOutcome,
    strict::{NotStrict, OptionalField},
};

/// A function, for `tools` of a request to OpenAI's Responses API: `{"type": "function", …}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename = "function")]
#[non_exhaustive]
pub struct ResponsesTool {
    /// The name by which the model calls it.
    pub name: String,
    /// What the model reads to choose the tool.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub parameters: Value,
    /// Whether the arguments are guaranteed to fit the schema. The API may choose strict mode itself where this is left
    /// unsaid, so it is always said.
    pub strict: bool,
}

impl From<ToolDefinition> for ResponsesTool {
    fn from(definition: ToolDefinition) -> Self {
        let ToolDefinition { name, description, input_schema } = definition;
        Self { name, description, parameters: input_schema, strict: false }
    }
}

impl ResponsesTool {
    /// The function in strict mode, with a reduced copy of its schema.
    ///
    /// The model has to name every field, and gives `null` for one that it would leave out.
    pub fn strict(definition: ToolDefinition) -> Result<Self, NotStrict> {
        Ok(Self { strict: true, ..definition.strict(OptionalField::Null)?.into() })
    }
}

/// An item in `output` of a response by which the model calls a function: `{"type": "function_call", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ResponsesFunctionCall {
    /// What the result refers to.
    pub call_id: String,
    /// The name of the tool.
    pub name: String,
    /// The arguments as JSON text.
    pub arguments: String,
}

impl ResponsesFunctionCall {
    /// A call of this tool with these arguments, which are JSON text.
    pub fn new(call_id: impl Into<String>, name: impl Into<String>, arguments: impl Into<String>) -> Self {
        Self { call_id: call_id.into(), name: name.into(), arguments: arguments.into() }
    }
}

impl ModelCall for ResponsesFunctionCall {
    type Result = ResponsesFunctionCallOutput;

    fn name(&self) -> &str {
        &self.name
    }

    fn arguments(&self) -> Cow<'_, str> {
        self.arguments.as_str().into()
    }

    fn result(&self, outcome: &CallOutcome) -> ResponsesFunctionCallOutput {
        ResponsesFunctionCallOutput { call_id: self.call_id.clone(), output: outcome.marked_text() }
    }
}

/// An item for `input` of the next request: `{"type": "function_call_output", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "function_call_output")]
#[non_exhaustive]
pub struct ResponsesFunctionCallOutput {
    /// The call that it answers.
    pub call_id: String,
    /// What the model reads. An error begins with `Error: `.
    pub output: String,
}
