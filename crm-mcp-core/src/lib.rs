//! MCP tools in Rust: typed tools, a scope gate, and JSON-RPC dispatch of every protocol revision.

mod arguments;
mod caller;
mod descriptor;
mod effect;
mod error;
mod gate;
mod protocol;
mod schema;
mod scope;
mod server;
mod session;
mod tool;
mod tools;
mod toolset;
pub mod transport;

pub use arguments::{Arguments, Fault};
pub use caller::Caller;
pub use effect::{Effect, Hints, Tier};
pub use error::{ErrorCode, ToolError};
pub use gate::Denied;
pub use protocol::{Framing, Mirrored, RequestId, Revision, RpcError};
pub use schema::SchemaError;
pub use scope::Scope;
pub use server::{Reply, Server, ServerInfo};
pub use session::Session;
pub use tool::{BoxFuture, Tool, ToolOutput, ToolSpec};
pub use toolset::{CallError, Toolset, ToolsetError};

#[doc = include_str!("docs/tool.md")]
pub use crm_mcp_macros::tool;
