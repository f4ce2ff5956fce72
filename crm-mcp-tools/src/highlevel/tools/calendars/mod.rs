//! The tools on calendars, on what is in them, and on the notes on appointments.

mod appointment_notes;
mod busy;
mod events;
mod list_calendars;

pub use appointment_notes::{AppointmentNoteSearch, AppointmentRef, NotePage};
pub use events::{EventFilter, EventPage, EventSearch};
pub use list_calendars::{CalendarFilter, CalendarPage, CalendarSearch};

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on calendars, in the order of the vendor's own list.
pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    tools![events::get_calendar_events, appointment_notes::get_appointment_notes]
}

/// Those that the vendor's own server lacks.
pub(super) fn helpers() -> Vec<Tool<HighLevel>> {
    tools![list_calendars::list_calendars]
}
