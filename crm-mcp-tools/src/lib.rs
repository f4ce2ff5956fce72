//! CRM tools for MCP servers and agents.
