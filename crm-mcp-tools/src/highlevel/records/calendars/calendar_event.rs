//! An event in a calendar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::record;

/// An event in a calendar: an appointment, or time that is blocked.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CalendarEvent {
    /// Id; one occurrence of a recurring event has an id of its own.
    #[record(id)]
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// Id of the calendar.
    pub calendar_id: Option<String>,
    /// Name of the calendar, where all calendars were asked for.
    pub calendar_name: Option<String>,
    /// True for time that is blocked: no appointment, and not free.
    pub blocked: Option<bool>,
    /// Id of the contact who booked it.
    pub contact_id: Option<String>,
    /// How the appointment stands: `confirmed`, `cancelled`, `noshow`.
    pub appointment_status: Option<String>,
    /// Id of the user whose appointment it is.
    pub assigned_user_id: Option<String>,
    /// When it begins.
    #[record(time)]
    pub start_time: Option<String>,
    /// When it ends.
    #[record(time)]
    pub end_time: Option<String>,
    /// Where it takes place: an address or a link.
    pub address: Option<String>,
    /// What was noted when it was booked.
    pub notes: Option<String>,
    /// Whether it recurs.
    pub is_recurring: Option<bool>,
}
