//! Pacing by what the CRM says of its quota: waits for a place in it, but never for long.
//!
//! A CRM counts requests by windows, and nobody knows when they begin, nor when a request arrives between its sending
//! and its answer. So a request holds a place from its sending until one interval after its end, and there are as many
//! places as a window allows requests. Thus no window, wherever it begins, sees more.

mod state;
#[cfg(test)]
mod tests;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

use self::state::State;

/// The longest that one request waits for its turn. Beyond that the caller is told when to come back.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// What an answer says of the CRM's limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) burst: Burst,
    /// For how long the CRM takes nothing more, because it refused a request for its rate.
    pub(crate) closed_for: Option<Duration>,
    pub(crate) day: Option<Day>,
}

/// What an answer says of the short limit, that against bursts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Burst {
    /// Nothing, as with answers that are not the CRM's own.
    #[default]
    Unsaid,
    /// There is none that the CRM would tell.
    Unlimited,
    /// So many requests in each window of this length, and how many the present one still allows.
    Limit { max: u64, remaining: u64, interval: Duration },
}

/// What an answer says of the limit of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) remaining: u64,
    /// The time after which there is a new day at the latest.
    pub(crate) resets_in: Duration,
}

/// There is no place for longer than anybody should wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoPlace {
    #[error("the quota of the CRM is used up for {} seconds", retry_after.as_secs())]
    Exhausted { retry_after: Duration },
    #[error("the CRM has not answered the first request yet")]
    Unanswered,
}

/// The pace of all requests that share one quota. First come, first served.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    state: Mutex<State>,
    /// Held by whoever is next; the others wait for it in their order.
    line: tokio::sync::Mutex<()>,
    /// Wakes who is next when a request has ended.
    changed: Notify,
}

impl Pace {
    /// Waits until one more request may be sent, but not beyond `give_up`, and takes a place for it.
    pub(crate) async fn admit(&self, give_up: Instant) -> Result<Place<'_>, NoPlace> {
        let waiting = Waiting::behind_all(self);
        self.state().check(waiting.ahead, Instant::now(), give_up)?;
        let Ok(_next) = timeout_at(give_up, self.line.lock()).await else {
            return Err(self.state().refusal(waiting.ahead, Instant::now()));
        };
        loop {
            let wake = self.state().take(Instant::now(), give_up)?;
            let Some(wake) = wake else { return Ok(Place { pace: self, ended: false }) };
            _ = timeout_at(wake, self.changed.notified()).await;
        }
    }

    /// Counts a request that was sent at another pace and has now been answered.
    pub(crate) fn count(&self, quota: Quota) {
        self.state().answered(quota, Instant::now());
    }

    /// Forgets all limits: nothing waits any more.
    pub(crate) fn lift(&self) {
        self.state().lift();
        self.changed.notify_one();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        state.in_flight -= 1;
        change(&mut state);
        drop(state);
        self.changed.notify_one();
    }
}

/// A caller that waits for its place; none any more when it is dropped.
struct Waiting<'a> {
    pace: &'a Pace,
    ahead: usize,
}

impl<'a> Waiting<'a> {
    fn behind_all(pace: &'a Pace) -> Self {
        let mut state = pace.state();
        let ahead = state.waiting;
        state.waiting += 1;
        Self { pace, ahead }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.pace.state().waiting -= 1;
    }
}

/// The place of a request that is under way. Dropped, it counts as sent and lost.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    pace: &'a Pace,
    ended: bool,
}

impl Place<'_> {
    /// The request was answered.
    pub(crate) fn answered(mut self, quota: Quota) {
        self.ended = true;
        self.pace.end(|state| state.answered(quota, Instant::now()));
    }

    /// The request was never sent.
    pub(crate) fn unused(mut self) {
        self.ended = true;
        self.pace.end(|_| ());
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.pace.end(|state| state.count(Instant::now()));
        }
    }
}
