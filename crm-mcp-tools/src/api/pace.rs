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
                // Answers overtake each other: within a window the lowest count is the true one.
                Some(limit) if now < limit.ends && seen.remaining > 0 => {
                    limit.window.remaining = limit.window.remaining.min(seen.remaining);
                }
                _ => *limit = Some(Limit { window: seen, ends: now + seen.resets_in }),
            }
        }
    }

    /// Counts one request against every limit, or says when to ask again.
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
        for limit in limits.iter_mut().flatten() {
            limit.window.remaining -= 1;
        }
        None
    }
}
