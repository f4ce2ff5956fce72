//! The tools on what is in the calendars, and on the notes on appointments.

mod busy;
mod events;
mod notes;

pub use events::EventPage;
pub use notes::{AppointmentNote, NotePage};

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on calendars, in the order of the vendor's own list.
pub(in crate::highlevel) fn tools() -> Vec<Tool<HighLevel>> {
    tools![events::get_calendar_events, notes::get_appointment_notes]
}
