//! MCP tools in Rust: typed tools, a scope gate, and JSON-RPC dispatch of every protocol revision.

extern crate self as crm_mcp_core;

mod arguments;
mod caller;
mod effect;
mod error;
mod gate;
mod schema;
mod scope;
mod tool;
mod toolset;

pub use arguments::{Arguments, Fault};
pub use caller::Caller;
pub use effect::{Effect, Hints, Tier};
pub use error::{ErrorCode, ToolError};
pub use gate::Denied;
pub use schema::{OutputSchema, SchemaError};
pub use scope::Scope;
pub use tool::{BoxFuture, Tool, ToolOutput, ToolSpec};
pub use toolset::{CallError, Toolset, ToolsetError};
