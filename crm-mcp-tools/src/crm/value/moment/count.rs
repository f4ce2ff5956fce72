//! A moment as a vendor counts it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A moment as a vendor counts it: since 1970 in milliseconds (`PER_SECOND` is 1000) or in seconds (1).
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

    pub(super) fn at(timestamp: Timestamp) -> Self {
        let count = (timestamp.as_nanosecond() * i128::from(PER_SECOND)).div_euclid(1_000_000_000);
        Self(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The last moment before this one.
    pub(super) const fn before(self) -> Self {
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

    /// The moment of a date and time with an offset, as records have it.
    pub(crate) fn of_record(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::at)
    }
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
