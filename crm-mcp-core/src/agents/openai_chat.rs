//! The shapes of OpenAI's Chat Completions API, which many other vendors take too: function tools, tool calls and tool
//! messages.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    definition::ToolDefinition,
    model_call::ModelCall,
    outcome::CallOutcome,
    strict::{NotStrict, OptionalField},
};

/// A tool, for `tools` of a request to OpenAI's Chat Completions API: `{"type": "function", …}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename = "function")]
#[non_exhaustive]
pub struct ChatTool {
    /// The function that the tool is.
    pub function: ChatFunction,
}

/// What a model is told of a function.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChatFunction {
    /// The name by which the model calls it.
    pub name: String,
    /// What the model reads to choose the function.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub parameters: Value,
    /// Whether the arguments are guaranteed to fit the schema.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
}

impl From<ToolDefinition> for ChatTool {
    fn from(definition: ToolDefinition) -> Self {
        let ToolDefinition { name, description, input_schema } = definition;
        Self { function: ChatFunction { name, description, parameters: input_schema, strict: false } }
    }
}

impl ChatTool {
    /// The tool in strict mode, with a reduced copy of its schema.
    ///
    /// The model has to name every field, and gives `null` for one that it would leave out.
    pub fn strict(definition: ToolDefinition) -> Result<Self, NotStrict> {
        let Self { function } = definition.strict(OptionalField::Null)?.into();
        Ok(Self { function: ChatFunction { strict: true, ..function } })
    }
}

/// One of the `tool_calls` in a message of the model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ChatToolCall {
    /// What the result refers to.
    pub id: String,
    /// The function that is called.
    pub function: ChatFunctionCall,
}

/// A function and what it is called with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ChatFunctionCall {
    /// The name of the tool.
    pub name: String,
    /// The arguments as JSON text.
    pub arguments: String,
}

impl ChatToolCall {
    /// A call of this tool with these arguments, which are JSON text.
    pub fn new(id: impl Into<String>, name: impl Into<String>, arguments: impl Into<String>) -> Self {
        Self { id: id.into(), function: ChatFunctionCall { name: name.into(), arguments: arguments.into() } }
    }
}

impl ModelCall for ChatToolCall {
    type Result = ChatToolMessage;

    fn name(&self) -> &str {
        &self.function.name
    }

    fn arguments(&self) -> Cow<'_, str> {
        self.function.arguments.as_str().into()
    }

    fn result(&self, outcome: &CallOutcome) -> ChatToolMessage {
        ChatToolMessage { tool_call_id: self.id.clone(), content: outcome.marked_text() }
    }
}

/// A message for `messages` of the next request: `{"role": "tool", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "role", rename = "tool")]
#[non_exhaustive]
pub struct ChatToolMessage {
    /// The call that it answers.
    pub tool_call_id: String,
    /// What the model reads. An error begins with `Error: `.
    pub content: String,
}
