//! Times and days as arguments: which moment a text names at the location.

mod clock;
mod day;
mod text;

use crm_mcp_core::{Fault, ToolError, excerpt};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::text::Unclear;
pub(crate) use self::{
    clock::Edge,
    day::{Day, MonthFirstDay, may_be_within},
};
use super::HighLevel;

/// The forms of a time, for an error.
pub(crate) const A_TIME: &str = "a date and time such as 2026-11-29T14:00 or 2026-11-29T14:00-05:00";

/// A moment as HighLevel counts it: since 1970 in milliseconds (`PER_SECOND` is 1000) or in seconds (1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Moment<const PER_SECOND: i64>(i64);

/// A moment that the vendor wants in milliseconds.
pub(crate) type Milliseconds = Moment<1000>;
/// A moment that the vendor wants in seconds.
pub(crate) type Seconds = Moment<1>;

impl<const PER_SECOND: i64> Moment<PER_SECOND> {
    /// The number that the vendor wants.
    pub(crate) const fn since_1970(self) -> i64 {
        self.0
    }

    fn at(timestamp: Timestamp) -> Self {
        let count = (timestamp.as_nanosecond() * i128::from(PER_SECOND)).div_euclid(1_000_000_000);
        Self(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The last moment before this one.
    const fn before(self) -> Self {
        Self(self.0 - 1)
    }
}

impl Milliseconds {
    /// The moment of a field of a record: a date and time with an offset, or a number.
    pub(crate) fn of_field(field: &Value) -> Option<Self> {
        match field {
            Value::String(text) => Self::of_record(text).or_else(|| text.parse().ok().map(Self)),
            field => field.as_i64().map(Self),
        }
    }

    /// The moment of a date and time with an offset, as HighLevel's records have it.
    pub(crate) fn of_record(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::at)
    }
}

/// An argument that is a time: its name, the text that was given, and which end of a span it is.
pub(crate) type TimeArgument = (&'static str, Option<String>, Edge);

impl HighLevel {
    /// The moments that arguments name, and the location's time zone if one of them is told by its clock.
    pub(crate) async fn moments<const PER_SECOND: i64, const N: usize>(
        &self,
        arguments: [TimeArgument; N],
    ) -> Result<([Option<Moment<PER_SECOND>>; N], Option<String>), ToolError> {
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
        let zone = if local.is_empty() { TimeZone::UTC } else { self.time_zone_for(&local).await? };

        let mut faults = Vec::new();
        let moments = read.map(|argument| {
            let (name, text, edge, said) = argument?;
            let moment = said.moment(&zone, edge);
            moment.map_err(|_| faults.push(fault(name, &text, Unclear::NotOne))).ok()
        });
        refuse(faults)?;
        let zone = zone.iana_name().filter(|_| !local.is_empty()).map(str::to_owned);
        Ok((moments, zone))
    }
}

fn refuse(faults: Vec<Fault>) -> Result<(), ToolError> {
    if faults.is_empty() { Ok(()) } else { Err(ToolError::invalid_arguments(faults)) }
}

fn fault(name: &str, text: &str, why: Unclear) -> Fault {
    let shown = excerpt(text);
    let got = match why {
        Unclear::NotOne => format!("{shown:?}"),
        why => format!("{shown:?}, {why}"),
    };
    Fault::new(name, A_TIME, got)
}

/// Milliseconds since 1970 as RFC 3339.
pub(crate) fn rfc3339(milliseconds: i64) -> Option<String> {
    Timestamp::from_millisecond(milliseconds).ok().map(|timestamp| timestamp.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn milliseconds_are_written_in_one_form_and_read_back() {
        for (count, text) in [(1_788_220_800_000, "2026-09-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z")] {
            assert_eq!(rfc3339(count).as_deref(), Some(text));
            assert_eq!(Milliseconds::of_record(text), Some(Moment(count)));
        }
        assert_eq!(rfc3339(i64::MAX), None);
    }
}
