//! The shapes of Google's Gemini API: function declarations, function calls and function responses.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json, value::RawValue};

use super::{definition::ToolDefinition, model_call::ModelCall, outcome::CallOutcome};

/// A function, for `functionDeclarations` in `tools` of a request to the Gemini API.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GeminiFunctionDeclaration {
    /// The name by which the model calls it.
    pub name: String,
    /// What the model reads to choose the function.
    pub description: String,
    /// The JSON Schema of its arguments. (`parameters` takes another language of schemas.)
    pub parameters_json_schema: Value,
}

impl From<ToolDefinition> for GeminiFunctionDeclaration {
    fn from(definition: ToolDefinition) -> Self {
        let ToolDefinition { name, description, input_schema } = definition;
        Self { name, description, parameters_json_schema: input_schema }
    }
}

/// The `functionCall` of a part by which the model calls a function.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct GeminiFunctionCall {
    /// What the result refers to, if the API gives calls an id.
    pub id: Option<String>,
    /// The name of the tool.
    pub name: String,
    /// The arguments; none if there are none.
    #[serde(default)]
    pub args: Map<String, Value>,
}

impl GeminiFunctionCall {
    /// A call of this tool with these arguments, and without an id.
    pub fn new(name: impl Into<String>, args: Map<String, Value>) -> Self {
        Self { id: None, name: name.into(), args }
    }
}

impl ModelCall for GeminiFunctionCall {
    type Result = GeminiFunctionResponse;

    fn name(&self) -> &str {
        &self.name
    }

    fn arguments(&self) -> Cow<'_, str> {
        json!(self.args).to_string().into()
    }

    fn result(&self, outcome: &CallOutcome) -> GeminiFunctionResponse {
        let response = match outcome.record() {
            Some(record) => GeminiResponse::Record(record.to_owned()),
            None if outcome.is_error() => GeminiResponse::Error(outcome.text().into()),
            None => GeminiResponse::Text(outcome.text().into()),
        };
        GeminiFunctionResponse { id: self.id.clone(), name: self.name.clone(), response }
    }
}

/// The `functionResponse` of a part for `contents` of the next request.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct GeminiFunctionResponse {
    /// The id of the call that it answers, if that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name of the tool.
    pub name: String,
    /// What the model reads.
    pub response: GeminiResponse,
}

/// What the model reads: `{"output": …}`, or `{"error": …}` of a call that failed.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub enum GeminiResponse {
    /// An object.
    #[serde(rename = "output")]
    Record(Box<RawValue>),
    /// A text.
    #[serde(rename = "output")]
    Text(String),
    /// What went wrong, and what to do next.
    #[serde(rename = "error")]
    Error(String),
}
