//! What goes wrong, by audience: the client program ([`RpcError`]), the model ([`ToolError`]).

mod fault;
mod refusal;
mod rpc;
mod tool;

pub use fault::Fault;
pub use refusal::{CallError, Denied, Unknown};
pub use rpc::RpcError;
pub use tool::{ErrorCode, IntoToolError, ToolError};
