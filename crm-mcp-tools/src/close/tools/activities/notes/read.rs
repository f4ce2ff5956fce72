//! Listing and reading notes.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::PlainList,
        records::CloseNote,
        shapes::{ById, DateRange, Find, FoundPage},
        tables::{
            operations::{GET_NOTE, LIST_NOTES},
            record_kinds::NOTE,
        },
    },
    crm::{operation::Read, record::Record, value::Id},
};

/// Which notes are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseNoteFilter {
    /// Id of the lead.
    pub lead_id: Option<Id>,
    /// Id of the contact.
    pub contact_id: Option<Id>,
    /// Id of the user whose notes they are.
    pub user_id: Option<Id>,
    /// When it happened.
    pub activity_at: Option<DateRange>,
    /// When they were created.
    pub date_created: Option<DateRange>,
}

impl PlainList for CloseNoteFilter {
    const NAME: &'static str = "notes";
    const OPERATION: &'static Read = &LIST_NOTES;
    type Row = CloseNote;
}

/// Lists notes, each with its beginning; fetch_note reads one.
///
/// A range is from after on, up to and without before: a day such as 2026-11-29, or a time such as 2026-11-29T14:00-05:00.
#[tool(title = "Find notes", read, public)]
pub async fn find_notes(crm: &Close, args: Find<CloseNoteFilter>) -> Result<FoundPage<CloseNote>, ToolError> {
    crm.find(args).await
}

/// Reads a note.
#[tool(title = "Fetch note", read, public)]
pub async fn fetch_note(crm: &Close, args: ById) -> Result<Record<CloseNote>, ToolError> {
    NOTE.check(&args.id)?;
    crm.fetch(&GET_NOTE, args).await
}
