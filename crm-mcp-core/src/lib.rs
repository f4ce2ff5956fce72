//! MCP tools in Rust: typed tools, one gate in front of them, and JSON-RPC dispatch of every revision of the Model
//! Context Protocol from 2024-11-05 to 2026-07-28. Knows no CRM and, without its features, no transport.
//!
//! - A [`tool`] is an annotated async function on a *context*: whatever your tools work on.
//! - A [`Toolset`] checks every listing and every call: a [`Caller`] sees and calls only what its scopes and its tier allow,
//!   in process and over every transport. This check is called the gate. [`Tool::on`] puts tools of several contexts into one
//!   toolset.
//! - A [`Call`] is the way from a tool to its client: progress, questions, cancellation. A program that calls tools itself
//!   makes one.
//! - A [`prompt`] is messages that a person chooses, a [`resource`] is something to read under a URI: annotated functions
//!   as well, in [`Prompts`] and [`Resources`] behind the same gate.
//! - A [`Server`] turns one message into one [`Reply`](transport::Reply). It spawns nothing and knows no transport.
//! - [`agents`] has the shapes of models' APIs, for a program that drives a model itself.
//! - [`transport`] has two ways in: `http` (feature `http`), a tower service, and `stdio` (feature `stdio`). Both are on
//!   by default.
//!
//! ```
//! use crm_mcp_core::{Caller, Toolset, ToolError, tool, tools};
//!
//! #[derive(serde::Deserialize, schemars::JsonSchema)]
//! struct Sum {
//!     /// What to add up.
//!     #[schemars(length(min = 1))]
//!     numbers: Vec<i64>,
//! }
//!
//! #[derive(serde::Serialize, schemars::JsonSchema)]
//! struct Total {
//!     total: i64,
//! }
//!
//! /// Adds numbers up.
//! #[tool(read, public)]
//! async fn add(_: &(), sum: Sum) -> Result<Total, ToolError> {
//!     Ok(Total { total: sum.numbers.iter().sum() })
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let tools = Toolset::new(tools![add])?;
//! let me = Caller::trusted("me");
//! // Models write numbers as strings now and then; that is put right.
//! let output = tools.call("add", r#"{"numbers": [1, "2"]}"#, &(), &me).await?;
//! assert_eq!(output.json(), br#"{"total":3}"#);
//!
//! // What cannot be put right is explained, all at once.
//! let error = tools.call("add", r#"{"number": 1, "numbers": []}"#, &(), &me).await.unwrap_err();
//! assert!(error.to_string().contains("number"), "{error}");
//! # Ok(())
//! # }
//! ```

// Layers, each importing only those before it: wire, schema, arguments, access, call, tools, agents, server, transport.
// CI refuses other imports.
mod access;
pub mod agents;
mod arguments;
mod call;
mod schema;
mod server;
mod tools;
pub mod transport;
mod wire;

pub use access::{Caller, Effect, Hints, Scope, Session, Tier, UnknownTier};
pub use arguments::{Arguments, Input, NoArguments};
pub use call::{
    Answer, AskError, BoxFuture, Call, Canceller, ClientCapabilities, ClientRequest, LogLevel, Progress, Reporter,
    Usage,
};
pub use schema::SchemaError;
pub use server::{Server, ServerInfo};
#[doc(hidden)]
pub use tools::CallParameter;
pub use tools::{
    Completion, Output, Prompt, PromptMessage, PromptMessages, PromptSpec, Prompts, Readable, Resource, ResourceBytes,
    ResourceSpec, Resources, SetError, SetProblem, SoFar, Tool, ToolOutput, ToolSpec, Toolset,
};
pub use wire::{
    Audience, CallError, Content, Contents, Denied, ErrorCode, Fault, Icon, IconTheme, IntoToolError, ResourceContents,
    ResourceData, ResourceLink, Revision, ToolError, Unknown, UnknownRevision, excerpt,
};

/// The crate whose [`JsonSchema`](schemars::JsonSchema) is derived for arguments and results, in the version that this crate
/// knows. With it you need no `schemars` among your own dependencies, if you tell the derive where it is:
///
/// ```
/// use crm_mcp_core::{Arguments, schemars::JsonSchema};
///
/// #[derive(serde::Deserialize, JsonSchema)]
/// #[schemars(crate = "crm_mcp_core::schemars")]
/// struct Search {
///     /// The words to look for.
///     #[schemars(length(min = 1))]
///     query: String,
/// }
///
/// let arguments = Arguments::<Search>::new();
/// ```
pub use schemars;

/// The crate of the JSON in this interface: [`Value`](serde_json::Value) of forms and details,
/// [`RawValue`](serde_json::value::RawValue) of a client's answer. In the version that this crate knows.
pub use serde_json;

/// What an implementation of [`Authenticator`](transport::http::Authenticator) is marked with.
#[cfg(feature = "http")]
pub use async_trait::async_trait;

#[doc = include_str!("docs/prompt.md")]
pub use crm_mcp_macros::prompt;
#[doc = include_str!("docs/resource.md")]
pub use crm_mcp_macros::resource;
#[doc = include_str!("docs/tool.md")]
pub use crm_mcp_macros::tool;
