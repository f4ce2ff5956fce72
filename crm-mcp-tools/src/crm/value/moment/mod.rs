//! Times and days as arguments: which moment a text names at a tenant.

mod clock;
mod count;
mod day;
mod text;

use std::future::Future;

use crm_mcp_core::{Fault, ToolError, excerpt};
use jiff::tz::TimeZone;

pub use self::day::{Day, DayAs, MonthFirstDay};
use self::text::UnclearTime;
pub(crate) use self::{
    clock::Edge,
    count::{Milliseconds, Moment, Seconds, rfc3339},
    day::may_be_within,
};

/// The forms of a time, for an error.
pub(crate) const A_TIME: &str = "a date and time such as 2026-11-29T14:00 or 2026-11-29T14:00-05:00";

/// An argument that is a time: its name, the text that was given, and which end of a span it is.
pub(crate) type TimeArgument = (&'static str, Option<String>, Edge);

/// The moments that arguments name, and the time zone if one of them is told by its clock. `zone_for` gives the tenant's
/// zone for the arguments of these names.
pub(crate) async fn of_arguments<const PER_SECOND: i64, const N: usize, Z>(
    arguments: [TimeArgument; N],
    zone_for: impl FnOnce(Vec<&'static str>) -> Z,
) -> Result<([Option<Moment<PER_SECOND>>; N], Option<String>), ToolError>
where
    Z: Future<Output = Result<TimeZone, ToolError>>,
{
    let mut faults = Vec::new();
    let read = arguments.map(|(name, text, edge)| {
        let text = text?;
        let said = text::time::<PER_SECOND>(text.trim(), edge);
        let said = said.map_err(|why| faults.push(fault(name, &text, why))).ok()?;
        Some((name, text, edge, said))
    });
    refuse(faults)?;
    let local = read.iter().flatten().filter(|(.., said)| said.is_local()).map(|(name, ..)| *name);
    let local: Vec<_> = local.collect();
    let is_local = !local.is_empty();
    let zone = if is_local { zone_for(local).await? } else { TimeZone::UTC };

    let mut faults = Vec::new();
    let moments = read.map(|argument| {
        let (name, text, edge, said) = argument?;
        let moment = said.moment(&zone, edge);
        moment.map_err(|_| faults.push(fault(name, &text, UnclearTime::NotOne))).ok()
    });
    refuse(faults)?;
    let zone = zone.iana_name().filter(|_| is_local).map(str::to_owned);
    Ok((moments, zone))
}

fn refuse(faults: Vec<Fault>) -> Result<(), ToolError> {
    if faults.is_empty() { Ok(()) } else { Err(ToolError::invalid_arguments(faults)) }
}

fn fault(name: &str, text: &str, why: UnclearTime) -> Fault {
    let shown = excerpt(text);
    let got = match why {
        UnclearTime::NotOne => format!("{shown:?}"),
        why => format!("{shown:?}, {why}"),
    };
    Fault::new(name, A_TIME, got)
}
