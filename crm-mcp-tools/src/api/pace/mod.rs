//! Pacing by what the CRM says of its quota: waits for a place in it, but never for long.
//!
//! A CRM counts requests by windows, and nobody knows when they begin, nor when a request arrives between its sending
//! and its answer. So a request holds a place from its sending until one interval after its end, and there are as many
//! places as a window allows requests. Thus no window, wherever it begins, sees more.

mod quota;
mod shared;
mod state;
#[cfg(test)]
mod tests;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

pub use self::quota::{Burst, DayLimit, Quota};
use self::state::State;
pub(crate) use self::{
    quota::NoPlace,
    shared::SharedLimit,
    state::{Limit, within_reason},
};

/// The longest that one request waits for its turn. Beyond that the caller is told when to come back.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

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
    /// A pace whose limit is known before the first answer.
    pub(crate) fn limited(limit: Limit) -> Self {
        Self { state: Mutex::new(State::limited(limit)), ..Self::default() }
    }

    /// Waits until one more request may be sent, but not beyond `give_up`, and takes a place for it.
    pub(crate) async fn admit(self: &Arc<Self>, give_up: Instant) -> Result<Place, NoPlace> {
        let waiting = Waiting::behind_all(self);
        self.state().check(waiting.ahead, Instant::now(), give_up)?;
        let Ok(_next) = timeout_at(give_up, self.line.lock()).await else {
            return Err(self.state().refusal(waiting.ahead, Instant::now()));
        };
        loop {
            let wake = self.state().take(Instant::now(), give_up)?;
            let Some(wake) = wake else { return Ok(Place::of(self)) };
            _ = timeout_at(wake, self.changed.notified()).await;
        }
    }

    /// Takes a place at once, whether or not one is free.
    pub(crate) fn crowd_in(self: &Arc<Self>) -> Place {
        self.state().in_flight += 1;
        Place::of(self)
    }

    /// The limit against bursts, if answers have told one.
    pub(crate) fn limit(&self) -> Option<Limit> {
        self.state().limit()
    }

    /// Until when a request could be too early. From then on, a new pace serves as well as this one.
    pub(crate) fn matters_until(&self) -> Option<Instant> {
        self.state().matters_until(Instant::now())
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

/// The place of a request. Dropped, it is free again, unless the request was under way: then it counts as sent and lost.
#[derive(Debug)]
pub(crate) struct Place {
    pace: Arc<Pace>,
    stage: Sending,
}

/// How far the request of a place has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    Unsent,
    UnderWay,
    Ended,
}

impl Place {
    fn of(pace: &Arc<Pace>) -> Self {
        Self { pace: Arc::clone(pace), stage: Sending::Unsent }
    }

    /// The request is being sent.
    pub(crate) fn under_way(&mut self) {
        self.stage = Sending::UnderWay;
    }

    /// The request was answered.
    pub(crate) fn answered(mut self, quota: Quota) {
        self.stage = Sending::Ended;
        self.pace.end(|state| state.answered(quota, Instant::now()));
    }

    /// The request has not arrived.
    pub(crate) fn unused(mut self) {
        self.stage = Sending::Unsent;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        match self.stage {
            Sending::Unsent => self.pace.end(|_| ()),
            Sending::UnderWay => self.pace.end(|state| state.count(Instant::now())),
            Sending::Ended => {}
        }
    }
}
