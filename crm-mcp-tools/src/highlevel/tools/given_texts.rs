//! The texts of arguments that a program gives. They mean what they mean in the JSON of a call, which a schema checks.

use crm_mcp_core::{Fault, ToolError};

/// Leaves out the optional texts that are empty.
pub(super) fn leave_out_empty<'a>(texts: impl IntoIterator<Item = &'a mut Option<String>>) {
    for text in texts {
        text.take_if(|text| text.is_empty());
    }
}

/// Refuses a text that is empty and must not be, in the words of the check by the schema.
pub(super) fn not_empty(argument: &str, text: &str) -> Result<(), ToolError> {
    if text.is_empty() {
        let fault = Fault::new(argument, "a non-empty string", "the string \"\"");
        return Err(ToolError::invalid_arguments(vec![fault]));
    }
    Ok(())
}
