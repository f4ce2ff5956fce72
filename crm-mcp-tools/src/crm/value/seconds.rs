//! Durations in whole seconds, as messages tell them.

use std::time::Duration;

/// The seconds, the last one begun counted as whole.
pub(crate) fn whole_seconds(duration: Duration) -> u64 {
    duration.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
}
