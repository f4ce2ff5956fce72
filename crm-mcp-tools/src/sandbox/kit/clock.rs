//! The date of the demo data: always the same one, or one in the present week.

use std::time::{SystemTime, UNIX_EPOCH};

const WEEK_IN_SECONDS: i64 = 7 * 24 * 60 * 60;

/// When the demo data is taken: 2026-09-01T00:00:00Z, a Tuesday. Nothing in it was done later.
pub(crate) const TAKEN: i64 = 1_788_220_800;

/// Where a sandbox takes the date of its demo data from.
///
/// The data is as of a Tuesday, 00:00 UTC: everything in it was done before, and some of it is due or takes place in
/// the weeks after. Another clock moves all of its dates by the same number of whole weeks, so that weekdays stay, and
/// changes nothing else: ids, names and texts are the same whatever the clock. A birthday is not moved.
///
/// HighLevel's appointments keep their time of day in the location's zone, New York's, in summer and winter. Other
/// dates keep theirs in UTC: a message of nine in the morning is one of eight in winter. What was on the first of a month, as
/// the charges of subscriptions are, is on another day of it.
///
/// A clock dates the demo data when a sandbox is filled, and nothing else: what a request writes has the time of the
/// request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// How many weeks later than [`TAKEN`] the data is taken.
    pub(crate) weeks: i64,
}

impl Clock {
    /// Tuesday, 2026-09-01, every time: for tests, and for figures that are to stay.
    #[must_use]
    pub const fn fixed() -> Self {
        Self { weeks: 0 }
    }

    /// The last Tuesday before now, or today if it is one in UTC: for a demo, with appointments today and after.
    #[must_use]
    pub fn today() -> Self {
        Self::at(SystemTime::now())
    }

    /// The last Tuesday before `now`, as [`Clock::today`] would give it then.
    #[must_use]
    pub fn at(now: SystemTime) -> Self {
        // A machine that does not know the time may be anywhere; the data is between 1970 and 2106.
        let seconds =
            now.duration_since(UNIX_EPOCH).map_or(0, |since| u32::try_from(since.as_secs()).unwrap_or(u32::MAX));
        let since_taken = i64::from(seconds) - TAKEN;
        Self { weeks: since_taken.div_euclid(WEEK_IN_SECONDS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_week_begins_on_tuesday_at_midnight_in_utc() {
        let taken = UNIX_EPOCH + Duration::from_secs(TAKEN.unsigned_abs());
        let second = Duration::from_secs(1);
        let week = Duration::from_secs(WEEK_IN_SECONDS.unsigned_abs());
        assert_eq!(Clock::at(taken), Clock::fixed());
        assert_eq!(Clock::at(taken + week - second), Clock::fixed());
        assert_eq!(Clock::at(taken + week), Clock { weeks: 1 });
        assert_eq!(Clock::at(taken - second), Clock { weeks: -1 });
        assert_eq!(Clock::at(UNIX_EPOCH - second), Clock::at(UNIX_EPOCH), "a machine that does not know the time");
        assert_eq!(Clock::at(UNIX_EPOCH + Duration::from_secs(u64::MAX / 4)).weeks, 4144);
    }
}
