//! The `#[tool]` attribute of `crm-mcp-core`, where its manual is.
