//! What is known of a quota, and what of it is in use.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use super::quota::{Burst, DayLimit, NoPlace, Quota};

/// The state of a pace.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Requests that were sent and have not ended.
    pub(super) in_flight: usize,
    /// Callers that wait for a place.
    pub(super) waiting: usize,
    /// When the latest requests ended, ours and those of others, the oldest first; at most [`Limit::MOST`].
    pub(super) ended: VecDeque<Instant>,
    limit: Limit,
    closed_until: Option<Instant>,
    day: Option<(u64, Instant)>,
}

/// So many places, each of which stays taken for one interval after its request has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Limit {
    places: usize,
    pub(crate) interval: Duration,
}

impl Limit {
    /// The largest limit that is made use of; it bounds what is remembered.
    const MOST: usize = 1000;
    /// Of a limit that nothing is known of: one request asks, the others wait for its answer.
    const UNKNOWN: Self = Self { places: 1, interval: Duration::ZERO };
    const NONE: Self = Self { places: usize::MAX, interval: Duration::ZERO };

    /// The limit without numbers that nothing could wait for: no answer may stop us for ever.
    pub(crate) fn within_reason(max: u64, interval: Duration) -> Self {
        let places = usize::try_from(max).unwrap_or(Self::MOST).clamp(1, Self::MOST);
        Self { places, interval: within_reason(interval) }
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

/// A duration that a vendor named, at most a day: no answer may stop us for ever.
pub(crate) fn within_reason(duration: Duration) -> Duration {
    duration.clamp(Duration::from_millis(1), Duration::from_hours(24))
}

impl State {
    /// A state that knows its limit before the first answer.
    pub(super) fn limited(limit: Limit) -> Self {
        Self { limit, ..Self::default() }
    }

    /// The limit, if an answer has told one.
    pub(super) fn limit(&self) -> Option<Limit> {
        Some(self.limit).filter(|limit| ![Limit::UNKNOWN, Limit::NONE].contains(limit))
    }

    /// When the last of what is known that can hold up a request is over, if there is any such thing. What is over
    /// already takes no memory from now on.
    pub(super) fn matters_until(&mut self, now: Instant) -> Option<Instant> {
        self.ended.drain(..self.ended.len() - self.resting(now));
        self.ended.shrink_to_fit();
        let rested = self.ended.back().map(|ended| *ended + self.limit.interval);
        let day_ends = self.day.filter(|(remaining, _)| *remaining == 0).map(|(_, ends)| ends);
        [rested, self.closed_until, day_ends].into_iter().flatten().max().filter(|until| *until > now)
    }

    /// Takes a place, or says when to ask again at the latest.
    pub(super) fn take(&mut self, now: Instant, give_up: Instant) -> Result<Option<Instant>, NoPlace> {
        self.check(0, now, give_up)?;
        // Of the day, what is in flight may be counted already, or not yet.
        let day_is_open = self.day.is_none_or(|(remaining, _)| remaining > self.in_flight as u64);
        let turn = self.turn(0, now);
        if turn <= now && self.in_flight + self.resting(now) < self.limit.places && day_is_open {
            self.in_flight += 1;
            return Ok(None);
        }
        if now >= give_up {
            return Err(self.refusal(0, now));
        }
        // Where no turn is known it depends on the end of what is in flight.
        Ok(Some(if turn > now { turn.min(give_up) } else { give_up }))
    }

    /// Whether there can be a place in time behind so many others.
    pub(super) fn check(&mut self, ahead: usize, now: Instant, give_up: Instant) -> Result<(), NoPlace> {
        self.day = self.day.filter(|(_, ends)| *ends > now);
        let day_is_over = matches!(self.day, Some((0, _)));
        if day_is_over || self.turn(ahead, now) > give_up { Err(self.refusal(ahead, now)) } else { Ok(()) }
    }

    /// The refusal of a caller behind so many others.
    pub(super) fn refusal(&self, ahead: usize, now: Instant) -> NoPlace {
        let day = self.day.filter(|(remaining, _)| *remaining == 0).map(|(_, ends)| ends);
        let free_at = day.into_iter().fold(self.turn(ahead, now), Instant::max);
        if self.limit == Limit::UNKNOWN && free_at <= now {
            return NoPlace::Unanswered;
        }
        NoPlace::until(free_at)
    }

    /// An answer has come.
    pub(super) fn answered(&mut self, quota: Quota, now: Instant) {
        self.count(now);
        match quota.burst {
            Burst::Limit { max, remaining, interval } => {
                self.limit = Limit::within_reason(max, interval);
                let free = self.limit.places.saturating_sub(self.in_flight + self.resting(now));
                // What is missing was used by others.
                let missing = free.saturating_sub(usize::try_from(remaining).unwrap_or(free));
                (0..missing).for_each(|_| self.count(now));
            }
            Burst::Unlimited if self.limit == Limit::UNKNOWN => self.limit = Limit::NONE,
            Burst::Unlimited | Burst::Unsaid => {}
        }
        if let Some(duration) = quota.closed_for {
            self.closed_until = self.closed_until.max(Some(now + within_reason(duration)));
        }
        if let Some(DayLimit { remaining, resets_in }) = quota.day {
            // Answers overtake each other: within a day the lowest count is the true one.
            let known = self.day.filter(|(known, ends)| *ends > now && *known < remaining);
            self.day = known.or(Some((remaining, now + within_reason(resets_in))));
        }
    }

    /// A request has ended, one of ours or of others.
    pub(super) fn count(&mut self, now: Instant) {
        if self.ended.len() == Limit::MOST {
            self.ended.pop_front();
        }
        self.ended.push_back(now);
    }

    /// How many ended requests still hold their places.
    fn resting(&self, now: Instant) -> usize {
        self.ended.len() - self.ended.partition_point(|ended| *ended + self.limit.interval <= now)
    }

    /// When there is a place at the earliest for a caller behind so many others.
    fn turn(&self, ahead: usize, now: Instant) -> Instant {
        let Limit { places, interval } = self.limit;
        let resting = self.resting(now);
        let taken = resting + self.in_flight;
        // So many places must come free; beyond those taken now, each comes free once more with every interval.
        let mut needed = (taken + ahead + 1).saturating_sub(places);
        let mut rounds = 0;
        while needed > taken {
            needed = needed.saturating_sub(places);
            rounds += 1;
        }
        let free_at = match needed {
            0 => now,
            needed if needed <= resting => self.ended[self.ended.len() - resting + needed - 1] + interval,
            _ => now + interval,
        };
        self.closed_until.into_iter().fold(free_at, Instant::max) + interval * rounds
    }
}
