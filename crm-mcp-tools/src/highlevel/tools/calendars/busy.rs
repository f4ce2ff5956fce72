//! What takes up time in calendars: their events and blocked slots, those of one owner or of all calendars.

use std::collections::HashSet;

use crm_mcp_core::{ErrorCode, ToolError};
use futures_util::{StreamExt, TryStreamExt, future, stream};
use serde::Deserialize;

use crate::{
    crm::{
        operation::Read,
        page::Rows,
        record::{Record, lenient},
        refusal::details,
        value::moment::Milliseconds,
    },
    highlevel::{
        context::HighLevel,
        lookups::calendars::calendars,
        records::{Calendar, CalendarEvent},
        tables::operations,
    },
};

/// How many calendars are read in one call at most.
const MOST_CALENDARS: usize = 25;
/// How many of them at once, with two requests each.
const AT_ONCE: usize = 2;

/// From when until when.
pub(super) type Span = (Milliseconds, Milliseconds);

/// What takes up time, in order of time.
pub(super) struct Busy {
    pub(super) rows: Rows<CalendarEvent>,
    /// What could not be read, and why.
    pub(super) missing: Option<String>,
}

/// What takes up time of one owner, who is the value of a parameter with this name.
pub(super) async fn of(crm: &HighLevel, span: Span, owner: (&str, &str)) -> Result<Busy, ToolError> {
    let events = read(crm, &operations::GET_CALENDAR_EVENTS, span, owner);
    let (events, blocked) = future::join(events, read(crm, &operations::GET_BLOCKED_SLOTS, span, owner)).await;
    let mut rows = events?;
    let missing = match blocked {
        Ok(mut blocked) => {
            blocked.iter_mut().for_each(|slot| slot.blocked = Some(true));
            rows.append(blocked);
            None
        }
        Err(why) => Some(format!("blocked slots, because {}", why.message())),
    };
    Ok(Busy::new(rows, missing))
}

/// What takes up time in any calendar, with the calendars' names.
pub(super) async fn of_all(crm: &HighLevel, span: Span) -> Result<Busy, ToolError> {
    let calendars = calendars(crm, None, None).await.map_err(without_calendars)?.into_records();
    if calendars.len() > MOST_CALENDARS {
        return Err(too_many(&calendars));
    }
    let reads: Vec<_> = calendars.iter().map(|calendar| of(crm, span, ("calendarId", &calendar.id))).collect();
    let all: Vec<Busy> = stream::iter(reads).buffered(AT_ONCE).try_collect().await?;
    let missing = all.iter().find_map(|busy| busy.missing.clone());
    let mut rows = Rows::default();
    for (mut busy, calendar) in all.into_iter().zip(&calendars) {
        let is_there = |row: &&mut Record<CalendarEvent>| row.calendar_id.as_ref() == Some(&calendar.id);
        busy.rows.iter_mut().filter(is_there).for_each(|row| row.calendar_name.clone_from(&calendar.name));
        rows.append(busy.rows);
    }
    // A slot that is blocked for a user may stand in several calendars.
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(row.id.clone()));
    Ok(Busy::new(rows, missing))
}

impl Busy {
    fn new(mut rows: Rows<CalendarEvent>, missing: Option<String>) -> Self {
        // HighLevel promises no order, and its offsets differ.
        let begins = |row: &Record<CalendarEvent>| row.start_time.as_deref().and_then(Milliseconds::of_record);
        rows.sort_by_key(|row| (begins(row).is_none(), begins(row)));
        Self { rows, missing }
    }
}

async fn read(
    crm: &HighLevel,
    operation: &'static Read,
    (start, end): Span,
    owner: (&str, &str),
) -> Result<Rows<CalendarEvent>, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        events: Rows<CalendarEvent>,
    }
    let call = crm.call(operation).with("startTime", start.since_1970()).with("endTime", end.since_1970());
    let Answer { mut events } = call.with(owner.0, owner.1).send().await?;
    events.retain(|event| {
        let deleted = event.others.get("deleted");
        !deleted.is_some_and(|deleted| matches!(lenient::flag(deleted), Ok(Some(true))))
    });
    Ok(events)
}

/// Why the calendars could not be listed; what to do, if the token may not.
fn without_calendars(why: ToolError) -> ToolError {
    if !details::is_missing_scope(&why) {
        return why;
    }
    let cause = format!("the events of all calendars need the list of calendars, and {}", why.message());
    let next = format!("give userId for a user's events, or {}", why.next_step().unwrap_or_default());
    details::retold(&why, cause).with_next_step(next).with_source(why)
}

fn too_many(calendars: &[Record<Calendar>]) -> ToolError {
    let ids = calendars.iter().map(|calendar| match &calendar.name {
        Some(name) => format!("{} ({name})", calendar.id),
        None => calendar.id.clone(),
    });
    let ids: Vec<_> = ids.collect();
    let cause = format!(
        "the location has {} calendars, and at most {MOST_CALENDARS} are read at once: {}",
        calendars.len(),
        ids.join(", ")
    );
    ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("give calendarId, userId or groupId")
}
