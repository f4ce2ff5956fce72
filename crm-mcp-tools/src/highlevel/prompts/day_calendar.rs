//! A day's calendar.

use crm_mcp_core::{ErrorCode, ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;
use time::{UtcDateTime, format_description::well_known::Rfc3339};

use crate::{
    crm::value::moment::Day,
    highlevel::{
        LocationAnswer,
        context::HighLevel,
        lookups::calendars::calendars,
        tables::{
            operations,
            scopes::{CALENDAR_EVENTS_READ, CALENDARS_READ, CONTACTS_READ, LOCATIONS_READ},
        },
    },
};

// None of the vendor's tools lists the calendars. That they are told here goes with the first tool, which asks for their ids.
pub(super) const TOOLS: &[&str] = &["calendars_get-calendar-events", "contacts_get-contact", "locations_get-location"];

/// Which day.
#[derive(Deserialize, JsonSchema)]
pub(super) struct DayWanted {
    /// 2026-11-22; without it, today.
    day: Option<Day>,
}

/// Shows what is in the calendars on a day.
#[prompt(
    name = "day-calendar",
    title = "A day's calendar",
    scopes = [CALENDARS_READ, CALENDAR_EVENTS_READ, LOCATIONS_READ, CONTACTS_READ]
)]
pub(super) async fn day_calendar(crm: &HighLevel, args: DayWanted) -> Result<String, ToolError> {
    let LocationAnswer { location } = crm.call(&operations::GET_LOCATION).send().await?;
    let calendars = calendars(crm, None, None).await?.into_records();
    if calendars.is_empty() {
        return Err(ToolError::new(ErrorCode::NotFound, "the location has no calendars"));
    }
    let now = UtcDateTime::now().truncate_to_second().format(&Rfc3339).map_err(ToolError::internal)?;
    let day = args.day.map_or_else(|| format!("today; it is {now} now"), |day| day.to_string());
    let time_zone = location.timezone.as_deref().unwrap_or("UTC");
    let lines = calendars.iter().map(|calendar| {
        format!("   - {}: calendarId {}\n", calendar.name.as_deref().unwrap_or("(no name)"), calendar.id)
    });
    Ok(format!(
        "Show me what is in the calendars of the CRM on a day.\n\
         Day: {day}\n\
         Time zone: {time_zone}\n\n\
         1. Call calendars_get-calendar-events for each of these calendars, from the beginning of the day to its end in \
         the time zone:\n{}\
         2. Find out with contacts_get-contact who comes, by the contactId of each event.\n\
         3. List the events in order of time: from when to when, what, with whom, where, and which are cancelled. Say \
         where two overlap.",
        lines.collect::<String>()
    ))
}
