//! CRM tools for MCP servers and agents.
#[cfg(feature = "sandbox")]
pub mod sandbox;
