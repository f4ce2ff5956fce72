//! What a server offers behind the gate: tools, prompts and resources.

mod completers;
pub(crate) mod descriptor_form;
pub(crate) mod handler;
mod list_macros;
pub(crate) mod log;
mod parameters;
mod prompt;
mod resource;
mod run_context;
pub(crate) mod set;
mod set_error;
mod tool;

pub use completers::{Completion, SoFar};
#[doc(hidden)]
pub use parameters::CallParameter;
pub use prompt::{Prompt, PromptMessage, PromptMessages, PromptSpec, Prompts};
pub use resource::{Readable, Resource, ResourceBytes, ResourceSpec, Resources};
pub use set_error::{SetError, SetProblem};
pub(crate) use tool::OutputForm;
pub use tool::{Output, Tool, ToolOutput, ToolSpec, Toolset};
