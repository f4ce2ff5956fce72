//! The tools on notes.

mod read;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::{CloseNoteFilter, fetch_note, find_notes},
    write::{CloseNoteUpdate, NewCloseNote, create_note, delete_note, update_note},
};
use crate::close::context::Close;

/// The tools on notes.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![find_notes, fetch_note, create_note, update_note, delete_note]
}
