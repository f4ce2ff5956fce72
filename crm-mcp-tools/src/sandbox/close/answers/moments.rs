//! Moments and days as Close writes them (`2026-09-01T09:00:00.000000+00:00`: they sort as text) and as it reads them.

use std::cmp::Ordering;

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime, UtcOffset, format_description::well_known::Rfc3339,
    macros::format_description,
};

/// The moment in Close's spelling.
pub(crate) fn iso(moment: UtcDateTime) -> String {
    let (hour, minute, second, microsecond) = moment.as_hms_micro();
    format!("{}T{hour:02}:{minute:02}:{second:02}.{microsecond:06}+00:00", moment.date())
}

/// This moment.
pub(crate) fn now() -> String {
    iso(UtcDateTime::now())
}

/// Today, where clocks show so much more than UTC.
pub(crate) fn today(offset: UtcOffset) -> String {
    UtcDateTime::now().to_offset(offset).date().to_string()
}

/// A moment as callers write it, or the start of a day, in Close's spelling.
pub(crate) fn moment(text: &str) -> Option<String> {
    read_moment(text).or_else(|| read_day(text).map(|day| day.midnight().as_utc())).map(iso)
}

/// The day of a day or a moment.
pub(crate) fn day(text: &str) -> Option<String> {
    read_day(text).or_else(|| read_moment(text).map(UtcDateTime::date)).map(|day| day.to_string())
}

/// A day, or a moment: what is without a time stays so.
pub(crate) fn day_or_moment(text: &str) -> Option<String> {
    read_day(text).map(|day| day.to_string()).or_else(|| read_moment(text).map(iso))
}

/// How what a record holds stands to what a filter says. If either is a day, days are compared, where clocks show so
/// much more than UTC.
pub(crate) fn compare(kept: &str, said: &str, offset: UtcOffset) -> Option<Ordering> {
    let day_of = |text: &str| read_day(text).or_else(|| Some(read_moment(text)?.to_offset(offset).date()));
    match (read_moment(kept), read_moment(said)) {
        (Some(kept), Some(said)) => Some(kept.cmp(&said)),
        _ => Some(day_of(kept)?.cmp(&day_of(said)?)),
    }
}

fn read_day(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// A moment; one without an offset is in UTC.
fn read_moment(text: &str) -> Option<UtcDateTime> {
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) {
        return moment.checked_to_utc();
    }
    let (day, time) = text.split_once(['T', ' '])?;
    let time = Time::parse(time, format_description!("[hour]:[minute][optional [:[second][optional [.[subsecond]]]]]"));
    Some(PrimitiveDateTime::new(read_day(day)?, time.ok()?).as_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_kept_apart() {
        assert_eq!(day_or_moment("2026-09-01").as_deref(), Some("2026-09-01"));
        let nine = "2026-09-01T09:00:00.000000+00:00";
        for text in ["2026-09-01T11:00:00+02:00", "2026-09-01T09:00:00Z", "2026-09-01T09:00", nine] {
            assert_eq!(day_or_moment(text).as_deref(), Some(nine), "{text}");
        }
        assert_eq!(moment("2026-09-01").as_deref(), Some("2026-09-01T00:00:00.000000+00:00"));
        assert_eq!((day("2026-09-01T23:30:00-02:00").as_deref(), day("soon")), (Some("2026-09-02"), None));
    }

    #[test]
    fn a_day_is_compared_with_the_day_of_a_moment_where_the_clock_is() {
        let (utc, behind) = (UtcOffset::UTC, UtcOffset::from_hms(-5, 0, 0).unwrap_or(UtcOffset::UTC));
        let kept = "2026-09-02T03:00:00.000000+00:00";
        assert_eq!(compare(kept, "2026-09-02", utc), Some(Ordering::Equal));
        assert_eq!(compare(kept, "2026-09-02", behind), Some(Ordering::Less));
        assert_eq!(compare(kept, "2026-09-02T02:00:00Z", utc), Some(Ordering::Greater));
        assert_eq!(compare(kept, "whenever", utc), None);
    }
}
