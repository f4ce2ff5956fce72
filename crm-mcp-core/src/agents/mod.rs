#![doc = include_str!("../docs/agents.md")]

mod anthropic;
mod definition;
mod gemini;
mod model_call;
mod openai_chat;
mod openai_responses;
mod outcome;
mod strict;

pub use anthropic::{AnthropicBlock, AnthropicImageSource, AnthropicTool, AnthropicToolResult, AnthropicToolUse};
pub use definition::ToolDefinition;
pub use gemini::{GeminiFunctionCall, GeminiFunctionDeclaration, GeminiFunctionResponse, GeminiResponse};
pub use model_call::ModelCall;
pub use openai_chat::{ChatFunction, ChatFunctionCall, ChatTool, ChatToolCall, ChatToolMessage};
pub use openai_responses::{ResponsesFunctionCall, ResponsesFunctionCallOutput, ResponsesTool};
pub use outcome::{CallOutcome, OutcomePart};
pub use strict::NotStrict;
