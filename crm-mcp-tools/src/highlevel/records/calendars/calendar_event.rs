//! An event in a calendar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::record::{Slim, lenient};

/// An event in a calendar: an appointment, or time that is blocked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CalendarEvent {
    /// Id; one occurrence of a recurring event has an id of its own.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Title.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Id of the calendar.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub calendar_id: Option<String>,
    /// Name of the calendar, where all calendars were asked for.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub calendar_name: Option<String>,
    /// True for time that is blocked: no appointment, and not free.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub blocked: Option<bool>,
    /// Id of the contact who booked it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
    /// How the appointment stands: `confirmed`, `cancelled`, `noshow`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub appointment_status: Option<String>,
    /// Id of the user whose appointment it is.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub assigned_user_id: Option<String>,
    /// When it begins.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// When it ends.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// Where it takes place: an address or a link.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What was noted when it was booked.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Whether it recurs.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub is_recurring: Option<bool>,
}

impl Slim for CalendarEvent {}
