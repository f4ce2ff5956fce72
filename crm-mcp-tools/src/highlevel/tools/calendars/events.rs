//! Reading what is in the calendars in a time.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::busy::{self, Busy};
use crate::{
    crm::{
        page::{List, More, Page, Paging, needed},
        record::{Fields, Record},
        value::{
            Id,
            moment::{A_TIME, Edge, Milliseconds},
        },
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        records::CalendarEvent,
        tables::scopes::{CALENDAR_EVENTS_READ, CALENDARS_READ},
    },
};

/// A page of calendar events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventPage {
    /// The events and blocked slots in order of time, without those that were deleted.
    pub events: Vec<Record<CalendarEvent>>,
    /// The location's time zone, in which times without an offset were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Which events; the times as they are written, or as moments.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EventFilter<T = String> {
    /// From: 2026-11-29 or 2026-11-29T14:00, local to the location unless it has an offset. Needed without cursor.
    pub start_time: Option<T>,
    /// Until; a day counts to its end. Needed without cursor.
    pub end_time: Option<T>,
    /// Calendar's id: only its events.
    pub calendar_id: Option<Id>,
    /// User's id: only this user's events.
    pub user_id: Option<Id>,
    /// Calendar group's id: only its events.
    pub group_id: Option<Id>,
}

/// Which events, and how many of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: EventFilter<String>,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

impl EventFilter<String> {
    /// The filter with moments for its times, and the location's time zone if they are told by its clock.
    async fn at_moments(self, crm: &HighLevel) -> Result<(EventFilter<Milliseconds>, Option<String>), ToolError> {
        let Self { start_time, end_time, calendar_id, user_id, group_id } = self;
        let times = [("startTime", start_time, Edge::Start), ("endTime", end_time, Edge::End)];
        let ([start_time, end_time], zone) = crm.moments(times).await?;
        Ok((EventFilter { start_time, end_time, calendar_id, user_id, group_id }, zone))
    }
}

impl<T> EventFilter<T> {
    /// The parameters that say whose events, of which the vendor takes one.
    fn owners(&self) -> Vec<(&'static str, &str)> {
        let owners = [("calendarId", &self.calendar_id), ("userId", &self.user_id), ("groupId", &self.group_id)];
        owners.into_iter().filter_map(|(name, id)| Some((name, id.as_ref()?.as_str()))).collect()
    }
}

impl List for EventFilter<Milliseconds> {
    const NAME: &'static str = "events";
    type Dialect = HighLevelDialect;
    type Slim = CalendarEvent;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<CalendarEvent, ()>, ToolError> {
        let refused = |cause, next| Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step(next));
        let [start, end] = needed(A_TIME, [("startTime", self.start_time), ("endTime", self.end_time)])?;
        if end <= start {
            return refused("endTime is not after startTime", "give a startTime and a later endTime");
        }
        let Busy { rows, missing } = match self.owners()[..] {
            [] => busy::of_all(crm, (start, end)).await?,
            [owner] => busy::of(crm, (start, end), owner).await?,
            _ => {
                return refused(
                    "events are those of one calendar, user or group, or of all calendars",
                    "give one of calendarId, userId, groupId, or none",
                );
            }
        };
        Ok(Page { missing, ..Page::whole(rows) })
    }
}

/// Lists the events and blocked slots in a time.
///
/// Give one of calendarId, userId, groupId, or none for all calendars.
#[tool(name = "calendars_get-calendar-events", title = "Get calendar events", read, scope = CALENDAR_EVENTS_READ)]
pub(super) async fn get_calendar_events(
    crm: &HighLevel,
    args: EventSearch,
    call: &Call,
) -> Result<EventPage, ToolError> {
    // Beside a cursor too: it may be forged.
    if args.filter.owners().is_empty() && !call.may(&CALENDARS_READ) {
        let cause = format!("the events of all calendars need the scope {CALENDARS_READ}, which this caller lacks");
        return Err(
            ToolError::new(ErrorCode::PermissionDenied, cause).with_next_step("give calendarId, userId or groupId")
        );
    }
    crm.get_calendar_events(args).await
}

impl HighLevel {
    /// Lists the events and blocked slots in a time: of one calendar, user or group, or of all calendars.
    pub async fn get_calendar_events(&self, search: EventSearch) -> Result<EventPage, ToolError> {
        let (filter, time_zone) = search.filter.at_moments(self).await?;
        let (events, more) = self.list(filter, search.paging, search.fields, None).await?;
        Ok(EventPage { events, time_zone, more })
    }
}
