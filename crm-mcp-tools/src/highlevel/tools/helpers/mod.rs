//! Tools beside those of the vendor's own server, for what agents would otherwise guess or do twice.

mod calendars;
mod contact_notes;
mod find_duplicates;

pub(in crate::highlevel) use calendars::all_calendars;
pub use calendars::{Calendar, CalendarPage};
pub use contact_notes::{ContactNote, ContactNotePage, WrittenContactNote};
pub use find_duplicates::{Duplicate, DuplicateList};

use crm_mcp_core::{Tool, tools};

use super::opportunities;
use crate::highlevel::context::HighLevel;

/// The helpers.
pub(in crate::highlevel) fn tools() -> Vec<Tool<HighLevel>> {
    tools![
        calendars::list_calendars,
        find_duplicates::find_duplicates,
        contact_notes::get_notes,
        contact_notes::create_note,
        opportunities::create_opportunity,
    ]
}
