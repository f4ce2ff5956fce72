//! What a server offers behind the gate: tools, prompts and resources.

mod completion;
pub(crate) mod descriptor;
pub(crate) mod handler;
pub(crate) mod listing;
mod lists;
pub(crate) mod log;
mod parameters;
mod prompt;
mod resource;
mod run_context;
mod tool;

pub use completion::{Completion, SoFar};
#[doc(hidden)]
pub use parameters::CallParameter;
pub use prompt::{Message, Messages, Prompt, PromptSpec, Prompts, PromptsError};
pub use resource::{Bytes, Readable, Resource, ResourceSpec, Resources, ResourcesError, Text};
pub(crate) use tool::OutputForm;
pub use tool::{Output, Tool, ToolOutput, ToolSpec, Toolset, ToolsetError};
