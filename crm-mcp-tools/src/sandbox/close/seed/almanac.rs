//! The dates of the demo data: so many days before or after it was taken.

use time::{Duration, UtcDateTime};

use crate::sandbox::{
    close::answers::moments,
    kit::clock::{Clock, TAKEN},
};

/// Tells the dates as of a clock.
#[derive(Clone, Copy)]
pub(crate) struct Almanac {
    taken: UtcDateTime,
}

impl Almanac {
    pub(crate) fn new(clock: Clock) -> Self {
        let taken = UtcDateTime::from_unix_timestamp(TAKEN).unwrap_or(UtcDateTime::UNIX_EPOCH);
        Self { taken: taken.saturating_add(Duration::weeks(clock.weeks)) }
    }

    /// The day so many days after the data was taken; negative for before.
    pub(crate) fn day(self, days: i64) -> String {
        self.at(days, 0).date().to_string()
    }

    /// The moment so many minutes after the beginning of the day.
    pub(crate) fn moment(self, days: i64, minutes: i64) -> String {
        moments::iso(self.at(days, minutes))
    }

    fn at(self, days: i64, minutes: i64) -> UtcDateTime {
        self.taken.saturating_add(Duration::days(days)).saturating_add(Duration::minutes(minutes))
    }
}
