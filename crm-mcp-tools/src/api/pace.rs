//! Pacing by what the CRM says of its quota: waits for a window to end, but never for long.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// The longest that one request waits for its turn. Beyond that the caller is told when to come back.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// What an answer says of one of the CRM's limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// The requests that a whole window allows.
    pub(crate) limit: u64,
    /// The requests that this one still allows.
    pub(crate) remaining: u64,
    /// The time after which there is a new window at the latest.
    pub(crate) resets_in: Duration,
}

impl Window {
    const LONGEST: Duration = Duration::from_hours(24);

    /// The same window, without numbers that nothing could wait for: no answer may stop us for ever.
    fn within_reason(self) -> Self {
        let resets_in = self.resets_in.clamp(Duration::from_millis(1), Self::LONGEST);
        Self { limit: self.limit.max(1), remaining: self.remaining, resets_in }
    }
}

/// What an answer says of the CRM's limits: the short one against bursts, and the one of the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) burst: Option<Window>,
    pub(crate) day: Option<Window>,
}

/// The quota is used up for longer than anybody should wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the quota of the CRM is used up for {} seconds", retry_after.as_secs())]
pub(crate) struct Exhausted {
    pub(crate) retry_after: Duration,
}

/// The pace of all requests that share one quota.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    /// The limit against bursts, and that of the day.
    limits: Mutex<[Option<Limit>; 2]>,
}

#[derive(Debug, Clone, Copy)]
struct Limit {
    window: Window,
    ends: Instant,
}

impl Pace {
    /// Waits until one more request may be sent, and counts it.
    pub(crate) async fn admit(&self) -> Result<(), Exhausted> {
        let give_up = Instant::now() + PATIENCE;
        while let Some(free_at) = self.take(Instant::now()) {
            if free_at > give_up {
                return Err(Exhausted { retry_after: free_at - Instant::now() });
            }
            sleep_until(free_at).await;
        }
        Ok(())
    }

    /// Learns from an answer.
    pub(crate) fn observe(&self, quota: Quota) {
        let now = Instant::now();
        let mut limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        for (limit, seen) in limits.iter_mut().zip([quota.burst, quota.day]) {
            let Some(seen) = seen.map(Window::within_reason) else { continue };
            match limit {
                // Answers overtake each other: within a window the lowest count is the true one. The size and the
                // length are those of the next window too, so the last word on them counts.
                Some(limit) if now < limit.ends && seen.remaining > 0 => {
                    limit.window = Window { remaining: limit.window.remaining.min(seen.remaining), ..seen };
                }
                _ => *limit = Some(Limit { window: seen, ends: now + seen.resets_in }),
            }
        }
    }

    /// Counts one request, or says when to ask again.
    fn take(&self, now: Instant) -> Option<Instant> {
        let mut limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        for limit in limits.iter_mut().flatten().filter(|limit| limit.ends <= now) {
            limit.window.remaining = limit.window.limit;
            limit.ends = now + limit.window.resets_in;
        }
        let used_up = limits.iter().flatten().filter(|limit| limit.window.remaining == 0);
        if let Some(free_at) = used_up.map(|limit| limit.ends).max() {
            return Some(free_at);
        }
        // The day is counted by the answers alone: a request that never arrived would be missing for hours.
        if let [Some(burst), _] = &mut *limits {
            burst.window.remaining -= 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN_SECONDS: Duration = Duration::from_secs(10);

    fn burst(limit: u64, remaining: u64) -> Quota {
        Quota { burst: Some(Window { limit, remaining, resets_in: TEN_SECONDS }), day: None }
    }

    async fn waited(pace: &Pace) -> Duration {
        let start = Instant::now();
        pace.admit().await.unwrap();
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_waits_before_a_limit_is_known() {
        let pace = Pace::default();
        for _ in 0..1000 {
            assert_eq!(waited(&pace).await, Duration::ZERO);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_used_up_window_is_waited_for_and_the_next_one_is_as_large() {
        let pace = Pace::default();
        pace.observe(burst(3, 1));
        assert_eq!(waited(&pace).await, Duration::ZERO);
        assert_eq!(waited(&pace).await, TEN_SECONDS);
        assert_eq!(waited(&pace).await, Duration::ZERO);
        assert_eq!(waited(&pace).await, Duration::ZERO);
        assert_eq!(waited(&pace).await, TEN_SECONDS);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_that_wait_together_do_not_overrun_the_next_window() {
        let pace = Pace::default();
        pace.observe(burst(2, 0));
        let start = Instant::now();
        let ended = async || {
            pace.admit().await.ok();
            start.elapsed()
        };
        let (first, second, third) = tokio::join!(ended(), ended(), ended());
        let mut ended = [first, second, third];
        ended.sort();
        // The third would wait for 20 seconds, and has the patience for 15.
        assert_eq!(ended, [TEN_SECONDS; 3]);
        assert!(pace.admit().await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_was_overtaken_gives_nothing_back() {
        let pace = Pace::default();
        pace.observe(burst(100, 1));
        pace.observe(burst(100, 2));
        assert_eq!(waited(&pace).await, Duration::ZERO);
        assert_eq!(waited(&pace).await, TEN_SECONDS);
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_that_was_guessed_too_low_gives_way_to_what_an_answer_says() {
        let pace = Pace::default();
        pace.observe(burst(1, 0));
        assert_eq!(waited(&pace).await, TEN_SECONDS);
        pace.observe(burst(100, 99));
        assert_eq!(waited(&pace).await, TEN_SECONDS, "of this window nothing more is known");
        for _ in 1..100 {
            assert_eq!(waited(&pace).await, Duration::ZERO);
        }
        assert_eq!(waited(&pace).await, TEN_SECONDS);
    }

    #[tokio::test(start_paused = true)]
    async fn a_window_that_was_once_longer_is_as_long_as_the_last_answer_says() {
        let pace = Pace::default();
        let fourteen_seconds = Duration::from_secs(14);
        pace.observe(Quota { burst: Some(Window { limit: 1, remaining: 0, resets_in: fourteen_seconds }), day: None });
        assert_eq!(waited(&pace).await, fourteen_seconds);
        pace.observe(burst(1, 1));
        assert_eq!(waited(&pace).await, fourteen_seconds);
        assert_eq!(waited(&pace).await, TEN_SECONDS);
    }

    #[tokio::test(start_paused = true)]
    async fn a_used_up_day_is_an_error_at_once_that_says_when_to_come_back() {
        let pace = Pace::default();
        let day = Window { limit: 10_000, remaining: 0, resets_in: Duration::from_hours(5) };
        pace.observe(Quota { day: Some(day), ..burst(25, 20) });
        let start = Instant::now();
        assert_eq!(pace.admit().await, Err(Exhausted { retry_after: Duration::from_hours(5) }));
        assert_eq!(start.elapsed(), Duration::ZERO);

        tokio::time::advance(Duration::from_hours(5)).await;
        assert_eq!(waited(&pace).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_that_never_arrived_use_up_no_day() {
        let pace = Pace::default();
        pace.observe(Quota {
            day: Some(Window { limit: 10_000, remaining: 5, resets_in: Duration::from_hours(20) }),
            ..burst(25, 25)
        });
        for _ in 0..25 {
            assert_eq!(waited(&pace).await, Duration::ZERO);
        }
        assert_eq!(waited(&pace).await, TEN_SECONDS);
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_is_dropped_while_it_waits_takes_no_place() {
        let pace = Pace::default();
        pace.observe(burst(1, 0));
        let five_seconds = Duration::from_secs(5);
        assert!(tokio::time::timeout(five_seconds, pace.admit()).await.is_err());
        assert_eq!(waited(&pace).await, five_seconds);
    }

    #[tokio::test(start_paused = true)]
    async fn absurd_numbers_neither_panic_nor_stop_us_for_ever() {
        let pace = Pace::default();
        pace.observe(Quota { burst: Some(Window { limit: 0, remaining: 0, resets_in: Duration::MAX }), day: None });
        assert_eq!(pace.admit().await, Err(Exhausted { retry_after: Window::LONGEST }));
        pace.observe(Quota { burst: Some(Window { limit: 0, remaining: 0, resets_in: Duration::ZERO }), day: None });
        assert_eq!(waited(&pace).await, Duration::from_millis(1));
    }
}
