//! The shapes of Anthropic's Messages API: tools, `tool_use` blocks and `tool_result` blocks.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    definition::ToolDefinition,
    model_call::ModelCall,
    outcome::{CallOutcome, OutcomePart},
    strict::{NotStrict, OptionalField},
};

/// A tool, for `tools` of a request to Anthropic's Messages API.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AnthropicTool {
    /// The name by which the model calls it.
    pub name: String,
    /// What the model reads to choose the tool.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub input_schema: Value,
    /// Whether the arguments are guaranteed to fit the schema.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
}

impl From<ToolDefinition> for AnthropicTool {
    fn from(definition: ToolDefinition) -> Self {
        let ToolDefinition { name, description, input_schema } = definition;
        Self { name, description, input_schema, strict: false }
    }
}

impl AnthropicTool {
    /// The tool in strict mode, with a reduced copy of its schema.
    ///
    /// A field that may be left out stays so. One request may have 20 strict tools with 24 such fields among them all, so
    /// give in strict mode the tools for which it matters most.
    pub fn strict(definition: ToolDefinition) -> Result<Self, NotStrict> {
        // Fields that may be `null` would be counted as well, and no more than 16 of them may be in a request.
        Ok(Self { strict: true, ..definition.strict(OptionalField::Absent)?.into() })
    }
}

/// A block by which the model calls a tool: `{"type": "tool_use", …}`.
///
/// A block of another type is refused, also one like it (`server_tool_use`), which is not for you to run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct AnthropicToolUse {
    #[serde(rename = "type", default)]
    tag: AnthropicToolUseTag,
    /// What the result refers to.
    pub id: String,
    /// The name of the tool.
    pub name: String,
    /// The arguments.
    pub input: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
enum AnthropicToolUseTag {
    #[default]
    #[serde(rename = "tool_use")]
    ToolUse,
}

impl AnthropicToolUse {
    /// A call of this tool with these arguments.
    pub fn new(id: impl Into<String>, name: impl Into<String>, input: Value) -> Self {
        Self { tag: AnthropicToolUseTag::ToolUse, id: id.into(), name: name.into(), input }
    }
}

impl ModelCall for AnthropicToolUse {
    type Result = AnthropicToolResult;

    fn name(&self) -> &str {
        &self.name
    }

    fn arguments(&self) -> Cow<'_, str> {
        self.input.to_string().into()
    }

    fn result(&self, outcome: &CallOutcome) -> AnthropicToolResult {
        AnthropicToolResult {
            tool_use_id: self.id.clone(),
            content: outcome.parts(&PICTURES).into_iter().map(AnthropicBlock::from).collect(),
            is_error: outcome.is_error(),
        }
    }
}

/// A block for the `content` of the next message, whose role is `user`: `{"type": "tool_result", …}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename = "tool_result")]
#[non_exhaustive]
pub struct AnthropicToolResult {
    /// The call that it answers.
    pub tool_use_id: String,
    /// What the model reads and sees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<AnthropicBlock>,
    /// Whether the call failed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_error: bool,
}

/// A block in the content of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnthropicBlock {
    /// Text.
    Text {
        /// The text, which is not empty.
        text: String,
    },
    /// A picture.
    Image {
        /// Its bytes.
        source: AnthropicImageSource,
    },
}

/// The bytes of a picture: `{"type": "base64", …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "base64")]
#[non_exhaustive]
pub struct AnthropicImageSource {
    /// The MIME type: one of those that the API takes.
    pub media_type: String,
    /// The bytes in base64.
    pub data: String,
}

/// The MIME types of pictures that the API takes.
const PICTURES: [&str; 4] = ["image/gif", "image/jpeg", "image/png", "image/webp"];

impl From<OutcomePart<'_>> for AnthropicBlock {
    fn from(part: OutcomePart<'_>) -> Self {
        match part {
            OutcomePart::Text(text) => Self::Text { text: text.into_owned() },
            OutcomePart::Image { mime_type, base64 } => {
                let source = AnthropicImageSource { media_type: mime_type.to_owned(), data: base64.to_owned() };
                Self::Image { source }
            }
        }
    }
}
