//! From what the clocks at a place show to the moment: they show some times twice a year, and skip others.

use jiff::{
    Error, SignedDuration, Timestamp,
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, TimeZone},
};

/// Which end of a span of time a moment is, so that the span holds all that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// The beginning: the earliest moment that may be meant.
    Start,
    /// The end, which belongs to the span: the latest one.
    End,
    /// Neither, a moment by itself: the first of two, and after the gap if the clocks skip it.
    Instant,
}

/// The moment at which the clocks show this.
pub(super) fn moment(zone: &TimeZone, time: DateTime, edge: Edge) -> Result<Timestamp, Error> {
    let shown = zone.to_ambiguous_timestamp(time);
    match edge {
        Edge::Start => shown.earlier(),
        Edge::End => shown.later(),
        Edge::Instant => shown.compatible(),
    }
}

/// The first moment of a day.
pub(super) fn first_of(zone: &TimeZone, day: Date) -> Result<Timestamp, Error> {
    let midnight = zone.to_ambiguous_timestamp(day.to_datetime(Time::midnight()));
    let earliest = midnight.earlier()?;
    // Where midnight is skipped, the day begins when the clocks are put forward.
    let is_skipped = matches!(midnight.offset(), AmbiguousOffset::Gap { .. });
    let change = zone.following(earliest).next().filter(|_| is_skipped);
    Ok(change.map_or(earliest, |change| change.timestamp()))
}

/// The moment at which a day is over.
pub(super) fn end_of(zone: &TimeZone, day: Date) -> Result<Timestamp, Error> {
    let next = day.tomorrow()?;
    let latest = zone.to_ambiguous_timestamp(next.to_datetime(Time::midnight())).later()?;
    // The clocks may show the next day before they are put back into this one.
    let is_of_day = zone.to_datetime(latest - SignedDuration::from_nanos(1)).date() == day;
    if is_of_day { Ok(latest) } else { first_of(zone, next) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::{civil, tz::TimeZoneDatabase};
    use proptest::prelude::*;

    use super::*;
    use crate::crm::value::moment::{Milliseconds, text::SaidTime};

    fn zone(name: &str) -> TimeZone {
        TimeZoneDatabase::bundled().get(name).unwrap()
    }

    fn rfc3339(moment: Milliseconds) -> String {
        crate::crm::value::moment::rfc3339(moment.since_1970()).unwrap()
    }

    #[test]
    fn times_and_days_around_the_changes_of_the_clocks() {
        // The zone, what is said, and the moment as a start, as an end and by itself; of a day the first and the last.
        let times = [
            // In New York the clocks go from 02:00 to 03:00 on 8 March 2026, and from 02:00 to 01:00 on 1 November.
            ("America/New_York", "2026-03-08T01:59", ["2026-03-08T06:59:00Z"; 3]),
            (
                "America/New_York",
                "2026-03-08T02:30",
                ["2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z", "2026-03-08T07:30:00Z"],
            ),
            ("America/New_York", "2026-03-08T03:00", ["2026-03-08T07:00:00Z"; 3]),
            (
                "America/New_York",
                "2026-11-01T01:30",
                ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-11-01T05:30:00Z"],
            ),
            ("America/New_York", "2026-11-01T02:00", ["2026-11-01T07:00:00Z"; 3]),
            ("America/New_York", "2026-11-29T14:00", ["2026-11-29T19:00:00Z"; 3]),
            // In Phoenix they are never changed.
            ("America/Phoenix", "2026-03-08T02:30", ["2026-03-08T09:30:00Z"; 3]),
            ("America/Phoenix", "2026-11-01T01:30", ["2026-11-01T08:30:00Z"; 3]),
        ];
        for (name, text, expected) in times {
            let said = SaidTime::Clock(text.parse().unwrap());
            let read = [Edge::Start, Edge::End, Edge::Instant].map(|edge| said.moment(&zone(name), edge).unwrap());
            assert_eq!(read.map(rfc3339), expected, "{text} in {name}");
        }
        let days = [
            ("America/New_York", "2026-03-08", ["2026-03-08T05:00:00Z", "2026-03-09T03:59:59.999Z"]),
            ("America/New_York", "2026-11-01", ["2026-11-01T04:00:00Z", "2026-11-02T04:59:59.999Z"]),
            ("America/New_York", "2026-11-29", ["2026-11-29T05:00:00Z", "2026-11-30T04:59:59.999Z"]),
            ("America/Phoenix", "2026-03-08", ["2026-03-08T07:00:00Z", "2026-03-09T06:59:59.999Z"]),
            ("America/Phoenix", "2026-11-01", ["2026-11-01T07:00:00Z", "2026-11-02T06:59:59.999Z"]),
            ("UTC", "2026-11-29", ["2026-11-29T00:00:00Z", "2026-11-29T23:59:59.999Z"]),
            // In Beirut midnight itself is skipped in spring; in Toronto it was in the middle of the gap in 1919.
            ("Asia/Beirut", "2026-03-29", ["2026-03-28T22:00:00Z", "2026-03-29T20:59:59.999Z"]),
            ("America/Toronto", "1919-03-31", ["1919-03-31T04:30:00Z", "1919-04-01T03:59:59.999Z"]),
            // In Havana the hour from midnight on came twice.
            ("America/Havana", "2020-10-31", ["2020-10-31T04:00:00Z", "2020-11-01T03:59:59.999Z"]),
            ("America/Havana", "2020-11-01", ["2020-11-01T04:00:00Z", "2020-11-02T04:59:59.999Z"]),
            // In St. John's the clocks went from 00:01 to 23:01 of the day before.
            ("America/St_Johns", "2010-11-06", ["2010-11-06T02:30:00Z", "2010-11-07T03:29:59.999Z"]),
            ("America/St_Johns", "2010-11-07", ["2010-11-07T02:30:00Z", "2010-11-08T03:29:59.999Z"]),
        ];
        for (name, text, expected) in days {
            let said = SaidTime::Day(text.parse().unwrap());
            let read = [Edge::Start, Edge::End].map(|edge| said.moment(&zone(name), edge).unwrap());
            assert_eq!(read.map(rfc3339), expected, "{text} in {name}");
        }
    }

    #[test]
    fn a_day_that_the_clocks_skip_is_empty() {
        let said = SaidTime::Day(civil::date(2011, 12, 30));
        let [start, end] = [Edge::Start, Edge::End].map(|edge| said.moment(&zone("Pacific/Apia"), edge).unwrap());
        assert!(Milliseconds::since_1970(end) < start.since_1970());
    }

    fn zone_names() -> Vec<String> {
        TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect()
    }

    proptest! {
        #[test]
        fn a_day_covers_exactly_that_day_of_the_zone(
            name in proptest::sample::select(zone_names()), year in 1900_i16..2100, ordinal in 0_i32..365,
        ) {
            let zone = zone(&name);
            let day = civil::date(year, 1, 1).saturating_add(jiff::Span::new().days(ordinal));
            let [start, end]: [Milliseconds; 2] =
                [Edge::Start, Edge::End].map(|edge| SaidTime::Day(day).moment(&zone, edge).unwrap());
            let (start, end) = (start.since_1970(), end.since_1970());
            let day_at = |count: i64| zone.to_datetime(Timestamp::from_millisecond(count).unwrap()).date();
            // A day that was skipped has no moment.
            prop_assume!(start <= end);
            prop_assert_eq!((day_at(start), day_at(end)), (day, day));
            prop_assert!(day_at(start - 1) < day && day_at(end + 1) > day, "{name} {day}");
        }
    }
}
