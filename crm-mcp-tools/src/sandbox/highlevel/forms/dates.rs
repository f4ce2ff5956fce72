//! Dates as the vendor writes them (`2021-07-02T05:18:26.704Z`: they sort as text) and as it reads them.

use time::{
    Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime, UtcOffset,
    format_description::well_known::Rfc3339,
    macros::{offset, time},
};

/// The offset of the location's zone, New York's, in winter and in summer.
const WINTER: UtcOffset = offset!(-5);
const SUMMER: UtcOffset = offset!(-4);

/// The end of the year 9999: what has more digits is no date in milliseconds.
pub(crate) const LAST_MILLISECOND: i64 = 253_402_300_799_999;

/// The moment in the vendor's spelling, with milliseconds.
pub(crate) fn iso(moment: UtcDateTime) -> String {
    let (hour, minute, second, millisecond) = moment.as_hms_milli();
    format!("{}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z", moment.date())
}

/// The moment in the spelling of calendars, with the location's offset.
pub(crate) fn local(moment: UtcDateTime) -> String {
    let offset = offset_at(moment);
    let there = moment.to_offset(offset);
    let (hour, minute, second) = there.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}{:+03}:00", there.date(), offset.whole_hours())
}

/// The moment at which clocks of the location show this.
pub(crate) fn from_local(shown: PrimitiveDateTime) -> UtcDateTime {
    let in_summer = shown.assume_offset(SUMMER).to_utc();
    if offset_at(in_summer) == SUMMER { in_summer } else { shown.assume_offset(WINTER).to_utc() }
}

/// Summer is from the second Sunday of March to the first of November, at two in the morning.
fn offset_at(moment: UtcDateTime) -> UtcOffset {
    let there = moment.to_offset(WINTER);
    let at = |month, nth, hour| Some(PrimitiveDateTime::new(nth_sunday(there.year(), month, nth)?, hour));
    let (begins, ends) = (at(Month::March, 2, time!(2:00)), at(Month::November, 1, time!(1:00)));
    let now = Some(PrimitiveDateTime::new(there.date(), there.time()));
    if begins <= now && now < ends { SUMMER } else { WINTER }
}

fn nth_sunday(year: i32, month: Month, nth: u8) -> Option<Date> {
    let first = Date::from_calendar_date(year, month, 1).ok()?;
    let day_of_first_sunday = 1 + (7 - first.weekday().number_days_from_sunday()) % 7;
    Date::from_calendar_date(year, month, day_of_first_sunday + 7 * (nth - 1)).ok()
}

pub(crate) fn now() -> String {
    iso(UtcDateTime::now())
}

pub(crate) fn from_millis(millis: i64) -> Option<UtcDateTime> {
    UtcDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()
}

/// Milliseconds since 1970 of a date in the vendor's spelling.
pub(crate) fn to_millis(iso: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(iso, &Rfc3339).ok()?;
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}

/// A moment or a day, as callers write it, in the vendor's spelling. `None` also if its year in UTC has no four digits.
pub(crate) fn normalise(text: &str) -> Option<String> {
    let moment = match OffsetDateTime::parse(text, &Rfc3339) {
        Ok(moment) => moment.checked_to_utc(),
        Err(_) => day(text),
    };
    moment.filter(|moment| (0..=9999).contains(&moment.year())).map(iso)
}

/// The start of a day in any of the vendor's eight spellings: year first or last, parted by `-`, `/`, `.` or `_`.
fn day(text: &str) -> Option<UtcDateTime> {
    let separator = ['-', '/', '.', '_'].into_iter().find(|separator| text.contains(*separator))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [month, day, year] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    Some(UtcDateTime::new(date, Time::MIDNIGHT))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use time::macros::datetime;

    #[test]
    fn dates_are_read_in_every_spelling_and_written_in_one() {
        let spellings = [
            "1990-09-25",
            "1990/09/25",
            "1990.09.25",
            "1990_09_25",
            "09-25-1990",
            "09/25/1990",
            "09.25.1990",
            "09_25_1990",
            "1990-09-25T02:00:00+02:00",
        ];
        for text in spellings {
            assert_eq!(normalise(text).as_deref(), Some("1990-09-25T00:00:00.000Z"), "{text}");
        }
        for text in ["", "25", "1990-13-01", "25-09-1990", "1990-9", "yesterday", "90-09-25"] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }

    #[test]
    fn the_location_has_its_own_summer() {
        let cases = [
            ("2026-03-08T06:59:59.000Z", "2026-03-08T01:59:59-05:00"),
            ("2026-03-08T07:00:00.000Z", "2026-03-08T03:00:00-04:00"),
            ("2026-11-01T05:59:59.000Z", "2026-11-01T01:59:59-04:00"),
            ("2026-11-01T06:00:00.000Z", "2026-11-01T01:00:00-05:00"),
            ("2027-01-01T02:00:00.000Z", "2026-12-31T21:00:00-05:00"),
            ("2027-03-14T12:00:00.000Z", "2027-03-14T08:00:00-04:00"),
            ("2027-11-07T12:00:00.000Z", "2027-11-07T07:00:00-05:00"),
        ];
        for (utc, there) in cases {
            assert_eq!(local(from_millis(to_millis(utc).unwrap()).unwrap()), there, "{utc}");
        }
        for (shown, utc) in [
            (datetime!(2026-09-01 9:00), "2026-09-01T13:00:00.000Z"),
            (datetime!(2026-12-01 9:00), "2026-12-01T14:00:00.000Z"),
        ] {
            assert_eq!(iso(from_local(shown)), utc);
        }
    }

    #[test]
    fn milliseconds_survive_the_way_there_and_back() {
        assert_eq!(to_millis("2021-07-02T05:18:26.704Z"), Some(1_625_203_106_704));
        assert_eq!(iso(from_millis(1_625_203_106_704).unwrap()), "2021-07-02T05:18:26.704Z");
    }
}
