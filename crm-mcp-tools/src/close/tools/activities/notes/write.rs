//! Creating, changing and deleting notes.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::CloseNote,
        shapes::given_fields::fields_of,
        shapes::{Deleted, GivenTime, OnlyId, Patch, RichText, WrittenRecord},
        tables::{
            operations::{CREATE_NOTE, DELETE_NOTE, UPDATE_NOTE},
            record_kinds::NOTE,
        },
    },
    crm::value::Id,
};

/// A note to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewCloseNote {
    /// Id of the lead.
    pub lead_id: Id,
    /// The text; it or note_html.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The text as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_html: Option<RichText>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Id of a contact of the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Id>,
    /// When it happened, such as 2026-11-29T14:00-05:00; without it, now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_at: Option<GivenTime>,
    /// Whether to pin it to the top of the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Id of the user whose note it is; without it, the user of the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Id>,
}

/// Creates a note at a lead.
#[tool(title = "Create note", create, public)]
pub async fn create_note(crm: &Close, args: NewCloseNote, call: &Call) -> Result<WrittenRecord<CloseNote>, ToolError> {
    let cause = match (&args.note, &args.note_html) {
        (None, None) => Some("neither `note` nor `note_html` is given"),
        (Some(_), Some(_)) => Some("`note` and `note_html` are given at once"),
        _ => None,
    };
    if let Some(cause) = cause {
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause)
            .with_next_step("give the text as note, or with markup as note_html"));
    }
    crm.create(&NOTE, &CREATE_NOTE, &fields_of(&args)?, call).await
}

/// The changes to a note.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseNoteUpdate {
    /// Id of the note.
    #[serde(skip_serializing)]
    pub id: Id,
    /// The whole new text as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_html: Option<RichText>,
    /// Title; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub title: Patch<String>,
    /// Id of a contact of the lead; clear empties it.
    #[serde(default, skip_serializing_if = "Patch::is_kept")]
    pub contact_id: Patch<Id>,
    /// When it happened, such as 2026-11-29T14:00-05:00.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity_at: Option<GivenTime>,
    /// Whether it is pinned to the top of the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
}

/// Overwrites the given fields of a note and leaves the others; to add to its text, read it first.
#[tool(title = "Update note", update, public)]
pub async fn update_note(
    crm: &Close,
    args: CloseNoteUpdate,
    call: &Call,
) -> Result<WrittenRecord<CloseNote>, ToolError> {
    crm.update(&NOTE, &UPDATE_NOTE, &args.id, &fields_of(&args)?, call).await
}

/// Deletes a note for good; only if the user asked for it.
#[tool(title = "Delete note", delete, public)]
pub async fn delete_note(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&NOTE, &DELETE_NOTE, &args.id, call).await
}
