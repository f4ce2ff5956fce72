//! A limit that several grants seem to share: together they send no more than it allows.
//!
//! A CRM counts by app, and does not say of which app a token is. So grants of one tenant share a limit until the CRM's
//! own counts show that it counts them apart.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::{Duration, Instant};

use super::{DayLimit, Limit, NoPlace, Pace, Place, within_reason};

/// A limit, and the requests that count against it.
#[derive(Debug)]
pub(crate) struct SharedLimit {
    pub(crate) limit: Limit,
    pace: Arc<Pace>,
    told: Mutex<Option<Told>>,
}

/// The lowest count of a day that one of the grants was told.
#[derive(Debug, Clone, Copy)]
struct Told {
    remaining: u64,
    at: Instant,
    ends: Instant,
}

impl SharedLimit {
    /// So long before its end a day proves nothing: the next one may have begun for the CRM already.
    const ROLLOVER: Duration = Duration::from_mins(1);

    pub(crate) fn new(limit: Limit) -> Self {
        Self { limit, pace: Arc::new(Pace::limited(limit)), told: Mutex::default() }
    }

    /// Waits for a place for one more request, but not beyond `give_up`.
    pub(crate) async fn admit(&self, give_up: Instant) -> Result<Place, NoPlace> {
        self.pace.admit(give_up).await
    }

    /// Takes a place at once, whether or not one is free.
    pub(crate) fn crowd_in(&self) -> Place {
        self.pace.crowd_in()
    }

    /// Whether this answer shows that its grant is counted apart from another one.
    ///
    /// Within a day, the count of one app only falls. If more is left than another grant was told before this request
    /// was sent, there are two counts.
    pub(crate) fn is_counted_apart(&self, day: DayLimit, sent_at: Instant) -> bool {
        let now = Instant::now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match told.filter(|told| told.ends > now + Self::ROLLOVER) {
            Some(known) if day.remaining > known.remaining => known.at <= sent_at,
            _ => {
                let ends = now + within_reason(day.resets_in);
                *told = Some(Told { remaining: day.remaining, at: now, ends });
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);
    const SECOND: Duration = Duration::from_secs(1);

    fn of_two() -> SharedLimit {
        SharedLimit::new(Limit::within_reason(2, 10 * SECOND))
    }

    fn day(remaining: u64) -> DayLimit {
        DayLimit { remaining, resets_in: HOUR }
    }

    #[tokio::test(start_paused = true)]
    async fn a_count_that_only_falls_is_one_count() {
        let shared = of_two();
        for remaining in [100, 99, 99, 90, 0] {
            assert!(!shared.is_counted_apart(day(remaining), Instant::now()));
            advance(SECOND).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn more_left_than_another_was_told_before_is_another_count() {
        let shared = of_two();
        assert!(!shared.is_counted_apart(day(10), Instant::now()));
        advance(SECOND).await;
        assert!(shared.is_counted_apart(day(11), Instant::now()));
        assert!(!shared.is_counted_apart(day(9), Instant::now()), "the others stay");
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_was_overtaken_shows_nothing() {
        let shared = of_two();
        let sent_at = Instant::now();
        advance(SECOND).await;
        assert!(!shared.is_counted_apart(day(10), Instant::now()));
        assert!(!shared.is_counted_apart(day(11), sent_at));
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_day_shows_nothing_also_when_it_begins_a_little_early() {
        let shared = of_two();
        assert!(!shared.is_counted_apart(day(10), Instant::now()));
        advance(59 * Duration::from_mins(1) + 59 * SECOND).await;
        assert!(!shared.is_counted_apart(day(10_000), Instant::now()));
    }
}
