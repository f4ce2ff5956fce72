//! Until when a call may take, and what is begun before that.

use std::{future::Future, time::Duration};

use tokio::time::{Instant, timeout_at};

use super::UpstreamError;

/// The end of the time that a call may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    /// The time of the whole call, as it was set.
    pub(crate) whole: Duration,
    pub(crate) end: Instant,
}

impl Deadline {
    /// A deadline beyond this is no limit to anybody, and instants are bounded.
    const LONGEST: Duration = Duration::from_hours(24);

    /// The deadline of a call that begins now and may take so long, though at most a day.
    pub(crate) fn after(whole: Duration) -> Self {
        let whole = whole.min(Self::LONGEST);
        Self { whole, end: Instant::now() + whole }
    }

    /// The last moment to begin what needs so much time. A short call keeps at least three quarters of its time for
    /// beginning things.
    pub(crate) fn last_start(&self, needed: Duration) -> Instant {
        self.end - needed.min(self.whole / 4)
    }

    /// A deadline that leaves so much of the time for what comes after, but at most a quarter.
    pub(crate) fn leaving(self, time: Duration) -> Self {
        Self { end: self.last_start(time), ..self }
    }

    pub(crate) fn is_over(&self) -> bool {
        Instant::now() >= self.end
    }

    /// Waits for an answer, which counts as late at the deadline.
    pub(crate) async fn within<T>(
        &self,
        answer: impl Future<Output = Result<T, UpstreamError>>,
    ) -> Result<T, UpstreamError> {
        let start = Instant::now();
        // In tenths of a second, since people read it.
        let waited = || Duration::from_secs_f64((start.elapsed().as_secs_f64() * 10.0).round() / 10.0);
        let late = |_| Err(UpstreamError::TimedOut(waited()));
        timeout_at(self.end, answer).await.unwrap_or_else(late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_needs_time_is_begun_before_it_is_too_late_and_also_in_a_short_call() {
        for (whole, needed, last_start) in
            [(45_000, 5_000, 40_000), (8_000, 5_000, 6_000), (400, 1_000, 300), (0, 1, 0)]
        {
            let deadline = Deadline::after(Duration::from_millis(whole));
            let begun = deadline.last_start(Duration::from_millis(needed)) - Instant::now();
            assert_eq!(begun, Duration::from_millis(last_start), "{whole} {needed}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_late_is_a_timeout_in_tenths_of_a_second() {
        let deadline = Deadline::after(Duration::from_millis(2_280));
        let late = deadline.within(std::future::pending::<Result<(), _>>()).await;
        assert_eq!(late.unwrap_err().to_string(), "there was no complete answer within 2.3 seconds");
        assert!(deadline.is_over());
    }
}
