//! Times and days as arguments: RFC 3339, or what the vendor itself takes; refused where they could mean two things.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, UtcDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// A moment, in arguments a date and a time with an offset: `2026-11-22T10:00:00-05:00`.
///
/// The vendor counts some from 1970 in milliseconds and some in seconds; `PER_SECOND` says in what a bare number is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Moment<const PER_SECOND: i64>(OffsetDateTime);

/// A moment that the vendor wants in milliseconds.
pub(crate) type Milliseconds = Moment<1000>;
/// A moment that the vendor wants in seconds.
pub(crate) type Seconds = Moment<1>;

impl<const PER_SECOND: i64> Moment<PER_SECOND> {
    /// The number that the vendor wants.
    pub(crate) fn since_1970(self) -> i64 {
        let nanoseconds = self.0.unix_timestamp_nanos() * i128::from(PER_SECOND) / 1_000_000_000;
        i64::try_from(nanoseconds).unwrap_or(i64::MAX)
    }

    fn read(text: &str) -> Result<Self, Unclear> {
        if let Ok(number) = text.parse() {
            return Self::of_number(number);
        }
        if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
            return Ok(Self(moment));
        }
        let as_utc = OffsetDateTime::parse(&format!("{}Z", text.replacen(' ', "T", 1)), &Rfc3339);
        Err(if as_utc.is_ok() || year_first(text).or_else(|| month_first(text)).is_some() {
            Unclear::NoOffset
        } else {
            Unclear::NoTime
        })
    }

    fn of_number(number: i64) -> Result<Self, Unclear> {
        // Times of the years 2001 to 2286 have 10 digits in seconds and 13 in milliseconds.
        let digits = if PER_SECOND == 1 { 10 } else { 13 };
        if number.checked_ilog10() != Some(digits - 1) {
            return Err(if PER_SECOND == 1 { Unclear::NotSeconds } else { Unclear::NotMilliseconds });
        }
        let nanoseconds = i128::from(number) * i128::from(1_000_000_000 / PER_SECOND);
        OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map(Self).map_err(|_| Unclear::NoTime)
    }
}

/// Why a text is no time, or could be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unclear {
    #[error("it is no date and time; write 2026-11-22T10:00:00-05:00")]
    NoTime,
    #[error("it has no offset from UTC; end it with Z or, for instance, -05:00")]
    NoOffset,
    #[error(
        "a number of seconds since 1970 has 10 digits (13 are milliseconds); better write 2026-11-22T10:00:00-05:00"
    )]
    NotSeconds,
    #[error(
        "a number of milliseconds since 1970 has 13 digits (10 are seconds); better write 2026-11-22T10:00:00-05:00"
    )]
    NotMilliseconds,
    #[error("it is no day; write 2026-11-22")]
    NoDay,
    #[error("it could be read as day/month or month/day; write 2026-11-22")]
    DayOrMonth,
}

impl<const PER_SECOND: i64> TryFrom<String> for Moment<PER_SECOND> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(text.trim()).map_err(|why| format!("`{text}`: {why}"))
    }
}

impl<const PER_SECOND: i64> From<Moment<PER_SECOND>> for String {
    fn from(moment: Moment<PER_SECOND>) -> Self {
        moment.0.format(&Rfc3339).unwrap_or_default()
    }
}

impl<const PER_SECOND: i64> JsonSchema for Moment<PER_SECOND> {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date-time"})
    }
}

/// A day, in arguments `2026-11-22`.
///
/// `MONTH_FIRST` says whether the vendor itself wants it as `11-22-2026`, so that this can mean nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct DayAs<const MONTH_FIRST: bool>(Date);

/// A day that the vendor wants as `2026-11-22`.
pub(crate) type Day = DayAs<false>;
/// A day that the vendor wants as `11-22-2026`.
pub(crate) type MonthFirstDay = DayAs<true>;

impl MonthFirstDay {
    /// The text that the vendor wants.
    pub(crate) fn month_first(self) -> impl fmt::Display {
        let (year, month, day) = self.0.to_calendar_date();
        format!("{:02}-{day:02}-{year:04}", u8::from(month))
    }
}

impl<const MONTH_FIRST: bool> DayAs<MONTH_FIRST> {
    fn read(text: &str) -> Result<Self, Unclear> {
        // Of a moment it is the day where it was written.
        let of_moment = || OffsetDateTime::parse(text, &Rfc3339).ok().map(OffsetDateTime::date);
        if let Some(day) = year_first(text).or_else(of_moment) {
            return Ok(Self(day));
        }
        match month_first(text) {
            Some(day) if MONTH_FIRST || day.day() > 12 => Ok(Self(day)),
            None if !text.contains(['/', '.']) => Err(Unclear::NoDay),
            _ => Err(Unclear::DayOrMonth),
        }
    }
}

impl<const MONTH_FIRST: bool> fmt::Display for DayAs<MONTH_FIRST> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(formatter, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

/// `2026-11-22` with whatever between the numbers.
fn year_first(text: &str) -> Option<Date> {
    Date::parse(&text.replace(['/', '.', '_'], "-"), format_description!("[year]-[month]-[day]")).ok()
}

/// `11-22-2026`.
fn month_first(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[month]-[day]-[year]")).ok()
}

impl<const MONTH_FIRST: bool> TryFrom<String> for DayAs<MONTH_FIRST> {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(text.trim()).map_err(|why| format!("`{text}`: {why}"))
    }
}

impl<const MONTH_FIRST: bool> From<DayAs<MONTH_FIRST>> for String {
    fn from(day: DayAs<MONTH_FIRST>) -> Self {
        day.to_string()
    }
}

impl<const MONTH_FIRST: bool> JsonSchema for DayAs<MONTH_FIRST> {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date"})
    }
}

/// Milliseconds since 1970 as RFC 3339.
pub(crate) fn rfc3339(milliseconds: i64) -> Option<String> {
    let moment = UtcDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()?;
    moment.format(&Rfc3339).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn milliseconds(text: &str) -> Result<i64, Unclear> {
        Milliseconds::read(text).map(Moment::since_1970)
    }

    fn seconds(text: &str) -> Result<i64, Unclear> {
        Seconds::read(text).map(Moment::since_1970)
    }

    #[test]
    fn a_moment_becomes_the_number_that_the_vendor_wants() {
        for (text, wanted) in [
            ("2026-09-01T00:00:00Z", 1_788_220_800_000),
            ("2026-08-31T20:00:00-04:00", 1_788_220_800_000),
            ("2026-09-01T00:00:00.25Z", 1_788_220_800_250),
            ("1788220800000", 1_788_220_800_000),
        ] {
            assert_eq!(milliseconds(text), Ok(wanted), "{text}");
        }
        assert_eq!(seconds("2026-09-01T00:00:00Z"), Ok(1_788_220_800));
        assert_eq!(seconds("1788220800"), Ok(1_788_220_800));
    }

    #[test]
    fn what_could_mean_two_moments_is_refused_with_the_reason() {
        for (text, why) in [
            ("1788220800", Unclear::NotMilliseconds),
            ("-1788220800000", Unclear::NotMilliseconds),
            ("2026-09-01T00:00:00", Unclear::NoOffset),
            ("2026-09-01 00:00:00", Unclear::NoOffset),
            ("2026-09-01", Unclear::NoOffset),
            ("next Tuesday", Unclear::NoTime),
            ("", Unclear::NoTime),
        ] {
            assert_eq!(milliseconds(text), Err(why), "{text}");
        }
        assert_eq!(seconds("1788220800000"), Err(Unclear::NotSeconds));
    }

    #[test]
    fn a_day_has_one_form_for_us_and_another_for_some_operations() {
        for text in ["2026-09-01", "2026/09/01", "09-01-2026", "2026-09-01T23:30:00-04:00"] {
            let day = MonthFirstDay::read(text).unwrap();
            assert_eq!((day.to_string(), day.month_first().to_string()), ("2026-09-01".into(), "09-01-2026".into()));
        }
        for (text, why) in [
            ("09/01/2026", Unclear::DayOrMonth),
            ("1.9.2026", Unclear::DayOrMonth),
            ("2026-13-01", Unclear::NoDay),
            ("1788220800000", Unclear::NoDay),
        ] {
            assert_eq!(MonthFirstDay::read(text), Err(why), "{text}");
            assert_eq!(Day::read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn the_month_comes_first_only_where_the_vendor_has_it_so_or_nothing_else_is_possible() {
        assert_eq!(Day::read("09-01-2026"), Err(Unclear::DayOrMonth));
        assert_eq!(Day::read("09-12-2026"), Err(Unclear::DayOrMonth));
        assert_eq!(Day::read("09-13-2026").unwrap().to_string(), "2026-09-13");
        assert_eq!(Day::read("2026-09-01").unwrap().to_string(), "2026-09-01");
    }
}
