//! Reading the calendar events of a time.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::highlevel::{
    HighLevel, Id, More, Record, lenient,
    moment::Milliseconds,
    operation,
    page::{List, Page, Paging, Rows},
    record::{Fields, Slim},
    scopes::CALENDAR_EVENTS_READ,
};

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

/// A page of calendar events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventPage {
    /// The events, without those that were deleted.
    pub events: Vec<Record<CalendarEvent>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Which events.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct EventFilter {
    /// From.
    start_time: Milliseconds,
    /// Until.
    end_time: Milliseconds,
    /// Of this calendar.
    calendar_id: Option<Id>,
    /// Of this user.
    user_id: Option<Id>,
    /// Of this calendar group.
    group_id: Option<Id>,
}

/// Which events, and how many of them.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct EventSearch {
    #[serde(flatten)]
    filter: EventFilter,
    #[serde(flatten)]
    paging: Paging<100>,
    /// all: every field.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    fields: Fields,
}

impl EventFilter {
    fn check(&self) -> Result<(), ToolError> {
        let refused = |cause, next| Err(ToolError::new(ErrorCode::InvalidArguments, cause).next(next));
        let owners = [&self.calendar_id, &self.user_id, &self.group_id];
        if owners.into_iter().flatten().count() != 1 {
            return refused(
                "events are those of one calendar, user or group",
                "give one of calendarId, userId, groupId",
            );
        }
        if self.end_time <= self.start_time {
            return refused("endTime is not after startTime", "give a startTime and a later endTime");
        }
        Ok(())
    }
}

impl List for EventFilter {
    const NAME: &'static str = "events";
    type Slim = CalendarEvent;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<CalendarEvent, ()>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            events: Rows<CalendarEvent>,
        }
        let call = crm.call(&operation::GET_CALENDAR_EVENTS);
        let call = call.with("startTime", self.start_time.since_1970()).with("endTime", self.end_time.since_1970());
        let call = call.with_some("calendarId", self.calendar_id.as_ref()).with_some("userId", self.user_id.as_ref());
        let Answer { mut events } = call.with_some("groupId", self.group_id.as_ref()).send().await?;
        events.retain(|event| event.others.get("deleted") != Some(&Value::Bool(true)));
        Ok(Page::whole(events))
    }
}

/// Lists the events in a time of one calendar, user or group.
///
/// Give exactly one of calendarId, userId, groupId.
#[tool(name = "calendars_get-calendar-events", title = "Get calendar events", read, scope = CALENDAR_EVENTS_READ)]
pub(super) async fn get_calendar_events(crm: &HighLevel, args: EventSearch) -> Result<EventPage, ToolError> {
    args.filter.check()?;
    let (events, more) = crm.list(args.filter, args.paging, args.fields, None).await?;
    Ok(EventPage { events, more })
}
