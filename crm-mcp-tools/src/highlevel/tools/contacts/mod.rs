//! The tools on contacts, their tags, tasks and notes.

mod contact_fields;
mod contact_notes;
mod country_code;
mod dnd;
mod find_duplicates;
mod read;
mod tags;
mod tasks;
mod write;
mod written_contact;

pub use contact_fields::ContactFields;
pub use contact_notes::{ContactNotePage, ContactNoteSearch, NewNote, NoteFilter, WrittenContactNote};
pub use dnd::{DndSettings, InboundDndSettings, UnknownDnd};
pub use find_duplicates::{Duplicate, DuplicateList, DuplicateSearch};
pub use read::{Condition, ContactFilter, ContactPage, ContactRef, ContactSearch, ContactView};
pub use tags::ContactTags;
pub use tasks::{TaskFilter, TaskPage, TaskSearch};
pub use write::{Clearable, ContactUpdate, NewContact, UpsertContact};
pub use written_contact::WrittenContact;

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on contacts, in the order of the vendor's own list.
pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    tools![
        tasks::get_all_tasks,
        tags::add_tags,
        tags::remove_tags,
        read::get_contact,
        write::update_contact,
        write::upsert_contact,
        write::create_contact,
        read::get_contacts,
    ]
}

/// Those that the vendor's own server lacks.
pub(super) fn helpers() -> Vec<Tool<HighLevel>> {
    tools![find_duplicates::find_duplicates, contact_notes::get_notes, contact_notes::create_note]
}
