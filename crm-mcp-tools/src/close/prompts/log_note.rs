//! Logging a note at a lead.

use crm_mcp_core::{ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::close::{context::Close, tables::rights::ADDING};

pub(super) const TOOLS: &[&str] = &["lead_search", "fetch_lead", "create_note"];

/// Which lead, and what to note.
#[derive(Deserialize, JsonSchema)]
pub(super) struct NoteToLog {
    /// Name of the lead or of a contact there.
    #[schemars(length(min = 1))]
    lead: String,
    /// What to note.
    #[schemars(length(min = 1))]
    note: String,
}

/// Finds a lead and logs a note there.
#[prompt(name = "log-note", title = "Find a lead and log a note", scope = ADDING)]
pub(super) async fn log_note(_: &Close, args: NoteToLog) -> Result<String, ToolError> {
    let NoteToLog { lead, note } = args;
    Ok(format!(
        "Log a note in Close.\n\
         Lead: {lead}\n\
         Note: {note}\n\n\
         1. Find the lead with lead_search. If there are several, ask me which; if there is none, tell me and stop.\n\
         2. If the note is about a person, read the lead with fetch_lead for the id of that contact.\n\
         3. Add the note with create_note, in my words.\n\
         4. Tell me the lead, its status, and that the note is there."
    ))
}
