//! Tools beside those of the vendor's own server, for what agents would otherwise guess or do twice.

mod calendars;

pub use calendars::{Calendar, CalendarPage};

use crm_mcp_core::{Tool, tools};

use super::HighLevel;

/// The helpers.
pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    tools![calendars::list_calendars]
}
