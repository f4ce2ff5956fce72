//! What the sides are called in the tables.

pub(crate) const FLOOR: &str = "floor";
pub(crate) const OURS: &str = "crm-mcp-core";
pub(crate) const AXUM_FLOOR: &str = "axum, floor in its handler";
pub(crate) const RMCP: &str = "rmcp";
pub(crate) const RMCP_MESSAGES: &str = "rmcp, channel of typed messages";
pub(crate) const RMCP_DOCUMENTED: &str = "rmcp as documented";
pub(crate) const FLYMCPRUST: &str = "flymcprust";
