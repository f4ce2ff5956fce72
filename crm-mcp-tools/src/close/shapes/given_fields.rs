//! Arguments as the fields that are sent.

use crm_mcp_core::ToolError;
use serde::Serialize;
use serde_json::{Map, Value};

/// The fields of what is given, by their names.
pub(in crate::close) fn fields_of(given: &impl Serialize) -> Result<Map<String, Value>, ToolError> {
    match serde_json::to_value(given).map_err(ToolError::internal)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(ToolError::internal("what is given is no object")),
    }
}
