//! What a text says of a time: a moment, a clock's time, or a day; refused where it could mean two things.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{
    clock::{self, Edge},
    count::Moment,
};

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SaidTime {
    /// A moment: it has an offset from UTC, or is a number.
    Moment(Timestamp),
    /// What the clocks at the location show.
    Clock(DateTime),
    /// A day at the location.
    Day(Date),
}

impl SaidTime {
    /// Whether only the location's time zone tells which moment it is.
    pub(super) fn is_local(self) -> bool {
        !matches!(self, Self::Moment(_))
    }

    pub(super) fn moment<const PER_SECOND: i64>(
        self,
        zone: &TimeZone,
        edge: Edge,
    ) -> Result<Moment<PER_SECOND>, jiff::Error> {
        match self {
            Self::Moment(timestamp) => Ok(Moment::at(timestamp)),
            Self::Clock(time) => clock::moment(zone, time, edge).map(Moment::at),
            Self::Day(day) if edge == Edge::End => clock::end_of(zone, day).map(|end| Moment::at(end).before()),
            Self::Day(day) => clock::first_of(zone, day).map(Moment::at),
        }
    }
}

/// Why a text is no time or no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum UnclearTime {
    #[error("which is none")]
    NotOne,
    #[error("which could be {0} or {1}")]
    Either(Date, Date),
    #[error("a day without a time")]
    NoTime,
    #[error("which has not the 10 digits of seconds since 1970 (13 are milliseconds)")]
    NotSeconds,
    #[error("which has not the 13 digits of milliseconds since 1970 (10 are seconds)")]
    NotMilliseconds,
}

/// The time that a text tells. A bare number is read in the unit in which the vendor wants it.
pub(super) fn time<const PER_SECOND: i64>(text: &str, edge: Edge) -> Result<SaidTime, UnclearTime> {
    if let Ok(number) = text.parse() {
        return of_number::<PER_SECOND>(number).map(SaidTime::Moment);
    }
    match day(text, false) {
        Ok(_) if edge == Edge::Instant => Err(UnclearTime::NoTime),
        Ok(day) => Ok(SaidTime::Day(day)),
        Err(UnclearTime::NotOne) => clock_time(text).ok_or(UnclearTime::NotOne),
        Err(why) => Err(why),
    }
}

fn of_number<const PER_SECOND: i64>(number: i64) -> Result<Timestamp, UnclearTime> {
    // Times of the years 2001 to 2286 have 10 digits in seconds and 13 in milliseconds.
    let (digits, otherwise) =
        if PER_SECOND == 1 { (10, UnclearTime::NotSeconds) } else { (13, UnclearTime::NotMilliseconds) };
    if number.checked_ilog10() != Some(digits - 1) {
        return Err(otherwise);
    }
    Timestamp::from_millisecond(number * (1000 / PER_SECOND)).map_err(|_| UnclearTime::NotOne)
}

/// A date and a time of day, with or without an offset.
fn clock_time(text: &str) -> Option<SaidTime> {
    if let Ok(timestamp) = text.parse() {
        return Some(SaidTime::Moment(timestamp));
    }
    // An offset that could not be read must not be passed over, as jiff would.
    let (_, time) = text.split_once(['T', 't', ' '])?;
    if time.contains(['+', '-', 'Z', 'z', '[']) {
        return None;
    }
    text.parse().ok().map(SaidTime::Clock)
}

/// The day that a text names: its year first, or its year last and the month and the day before it in either order.
///
/// Where both orders give a day, `month_first` says whether the vendor's documents have the month first. It is not
/// believed with dots between the numbers, as they stand in dates that have the day first.
pub(super) fn day(text: &str, month_first: bool) -> Result<Date, UnclearTime> {
    let separator = text.chars().find(|character| !character.is_ascii_digit()).ok_or(UnclearTime::NotOne)?;
    let parts: Vec<_> = text.split(separator).collect();
    let [first, second, third] = parts[..] else { return Err(UnclearTime::NotOne) };
    if !['-', '/', '.', '_'].contains(&separator) {
        return Err(UnclearTime::NotOne);
    }
    if first.len() == 4 {
        return date(first, second, third).ok_or(UnclearTime::NotOne);
    }
    match (date(third, first, second), date(third, second, first)) {
        (Some(one), Some(other)) if one != other && !(month_first && separator != '.') => {
            Err(UnclearTime::Either(one, other))
        }
        (one, other) => one.or(other).ok_or(UnclearTime::NotOne),
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let is_sound =
        |text: &str, lengths: &[usize]| lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_sound(year, &[4]) || !is_sound(month, &[1, 2]) || !is_sound(day, &[1, 2]) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day in a text that tells a time of it, as it is written there.
pub(super) fn day_of_time(text: &str) -> Option<Date> {
    clock_time(text)?;
    day(text.split(['T', 't', ' ']).next()?, false).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil;

    use super::*;

    #[test]
    fn a_time_with_an_offset_and_a_number_are_moments() {
        let midnight = "2026-09-01T00:00:00Z".parse().unwrap();
        for text in [
            "2026-09-01T00:00:00Z",
            "2026-09-01T00:00Z",
            "2026-09-01 00:00Z",
            "2026-09-01t00:00:00z",
            "2026-08-31T20:00:00-04:00",
            "2026-08-31T20:00-0400",
            "2026-08-31 20:00:00-04",
            "1788220800000",
        ] {
            assert_eq!(time::<1000>(text, Edge::Start), Ok(SaidTime::Moment(midnight)), "{text}");
        }
        assert_eq!(time::<1>("1788220800", Edge::Start), Ok(SaidTime::Moment(midnight)));
        let fraction = time::<1000>("2026-09-01T00:00:00.25Z", Edge::Start).unwrap();
        let moment = fraction.moment::<1000>(&TimeZone::UTC, Edge::Start).unwrap();
        assert_eq!(moment.since_1970(), 1_788_220_800_250);
    }

    #[test]
    fn a_time_without_an_offset_is_of_the_locations_clock_and_a_day_is_a_day() {
        let afternoon = civil::date(2026, 11, 29).at(14, 0, 0, 0);
        for text in ["2026-11-29T14:00", "2026-11-29T14:00:00", "2026-11-29 14:00", "2026-11-29 14:00:00.000"] {
            assert_eq!(time::<1000>(text, Edge::Start), Ok(SaidTime::Clock(afternoon)), "{text}");
        }
        for text in ["2026-11-29", "2026/11/29", "11/29/2026", "11-29-2026", "29.11.2026", "2026_11_29"] {
            assert_eq!(time::<1000>(text, Edge::End), Ok(SaidTime::Day(afternoon.date())), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_or_could_be_two_is_refused() {
        let either = UnclearTime::Either(civil::date(2026, 9, 1), civil::date(2026, 1, 9));
        for (text, why) in [
            ("1788220800", UnclearTime::NotMilliseconds),
            ("-1788220800000", UnclearTime::NotMilliseconds),
            ("tomorrow", UnclearTime::NotOne),
            ("", UnclearTime::NotOne),
            ("2026-13-01", UnclearTime::NotOne),
            ("2026-02-30T10:00", UnclearTime::NotOne),
            ("2026-11-29T", UnclearTime::NotOne),
            ("2026-11-29T25:00", UnclearTime::NotOne),
            ("2026-11-29T14:00[America/New_York]", UnclearTime::NotOne),
            ("2026-11-29T14:00-99:00", UnclearTime::NotOne),
            ("9999-12-31T23:59:59-05:00", UnclearTime::NotOne),
            ("09/01/2026", either),
            ("09-01-2026", either),
        ] {
            assert_eq!(time::<1000>(text, Edge::Start), Err(why), "{text}");
        }
        assert_eq!(time::<1>("1788220800000", Edge::Instant), Err(UnclearTime::NotSeconds));
        assert_eq!(time::<1>("2026-11-29", Edge::Instant), Err(UnclearTime::NoTime));
    }
}
