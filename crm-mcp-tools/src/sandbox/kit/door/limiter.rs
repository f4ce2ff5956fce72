//! Counts requests against rate limits. What a CRM answers to one too many, and how it tells what is left, is its own.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// So many requests in a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) max: u32,
    pub(crate) length: Duration,
}

/// How a quota stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) quota: Quota,
    pub(crate) remaining: u32,
    pub(crate) until_reset: Duration,
}

/// Counts requests against several quotas at once. Clones count together.
#[derive(Debug, Clone)]
pub(crate) struct Limiter<const N: usize>(Arc<Mutex<[Window; N]>>);

impl<const N: usize> Limiter<N> {
    pub(crate) fn new(quotas: [Quota; N]) -> Self {
        let start = Instant::now();
        Self(Arc::new(Mutex::new(quotas.map(|quota| Window { quota, start, used: 0 }))))
    }

    /// Takes one request from every quota if each has one left, and tells whether it did and how they stand.
    pub(crate) fn take(&self, now: Instant) -> (bool, [Standing; N]) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for window in windows.iter_mut() {
            window.roll(now);
        }
        let admitted = windows.iter().all(|window| window.remaining() > 0);
        if admitted {
            for window in windows.iter_mut() {
                window.used += 1;
            }
        }
        (admitted, windows.each_ref().map(|window| window.standing(now)))
    }
}

/// A stretch of time that begins with a request, and the requests made in it.
#[derive(Debug)]
struct Window {
    quota: Quota,
    start: Instant,
    used: u32,
}

impl Window {
    fn roll(&mut self, now: Instant) {
        if now.duration_since(self.start) >= self.quota.length {
            (self.start, self.used) = (now, 0);
        }
    }

    fn remaining(&self) -> u32 {
        self.quota.max.saturating_sub(self.used)
    }

    fn standing(&self, now: Instant) -> Standing {
        let until_reset = self.quota.length.saturating_sub(now.duration_since(self.start));
        Standing { quota: self.quota, remaining: self.remaining(), until_reset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_hours(24);

    fn take(limiter: &Limiter<2>, now: Instant) -> (bool, [u32; 2], Duration) {
        let (admitted, [interval, day]) = limiter.take(now);
        (admitted, [interval.remaining, day.remaining], day.until_reset)
    }

    #[test]
    fn a_window_fills_empties_and_leaves_the_day_counting() {
        let limiter = Limiter::new([Quota { max: 2, length: Duration::from_secs(10) }, Quota { max: 3, length: DAY }]);
        let start = Instant::now();
        let later = |seconds| start + DAY + Duration::from_secs(seconds);
        let left = |seconds| DAY.saturating_sub(Duration::from_secs(seconds));
        take(&limiter, later(0)); // begins both windows at a known moment
        assert_eq!(take(&limiter, later(1)), (true, [0, 1], left(1)));
        assert_eq!(take(&limiter, later(9)), (false, [0, 1], left(9)));
        assert_eq!(take(&limiter, later(10)), (true, [1, 0], left(10)));
        assert_eq!(take(&limiter, later(11)), (false, [1, 0], left(11)));
        assert_eq!(take(&limiter, later(86_400)), (true, [1, 2], left(0)));
    }
}
