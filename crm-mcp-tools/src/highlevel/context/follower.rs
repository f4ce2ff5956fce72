//! A client that follows a call: it hears what the call waits for.

use crm_mcp_core::{Progress, Reporter};
use futures_util::future::{Either, select};
use std::{
    future::Future,
    pin::pin,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tokio::time::{Instant, sleep};

use crate::{api::retry::Outcome, highlevel::error::whole_seconds};

/// A place is mostly there at once; from then on it is told that the call waits for one.
pub(in crate::highlevel) const PLACE_IS_LATE: Duration = Duration::from_secs(1);
/// An answer is mostly there by then.
pub(in crate::highlevel) const ANSWER_IS_LATE: Duration = Duration::from_secs(5);

/// Tells the client. The value of each message is its number, for nobody knows how long a wait lasts.
#[derive(Debug)]
pub(in crate::highlevel) struct Follower {
    reporter: Reporter,
    told: AtomicU32,
}

impl Follower {
    /// Clients that end a call for want of a sign wait for longer than this.
    const INTERVAL: Duration = Duration::from_secs(5);

    pub(in crate::highlevel) fn new(reporter: Reporter) -> Self {
        Self { reporter, told: AtomicU32::new(0) }
    }

    /// Does some work, and tells the client of it in these words while it lasts.
    pub(in crate::highlevel) async fn hears_while<T>(
        &self,
        first: Duration,
        words: impl Fn(Duration) -> String,
        work: impl Future<Output = T>,
    ) -> T {
        let telling = async {
            let start = Instant::now();
            sleep(first).await;
            loop {
                self.tell(&words(start.elapsed())).await;
                sleep(Self::INTERVAL).await;
            }
        };
        // The client may be slow to hear; the work goes on meanwhile.
        match select(pin!(work), pin!(telling)).await {
            Either::Left((done, _)) => done,
            Either::Right((never, _)) => never,
        }
    }

    async fn tell(&self, message: &str) {
        let number = self.told.fetch_add(1, Ordering::Relaxed) + 1;
        self.reporter.progress(Progress::new(number.into()).saying(message)).await;
    }
}

/// In words: a request waits for its place, and gives up after so long.
pub(in crate::highlevel) fn waiting_for_a_place(gives_up_after: Duration, waited: Duration) -> String {
    let left = gives_up_after.saturating_sub(waited);
    format!("waiting for a place in HighLevel's rate limit, for at most {} s", whole_seconds(left))
}

/// In words: a request waits for its answer.
pub(in crate::highlevel) fn waiting_for_an_answer(waited: Duration) -> String {
    format!("HighLevel has not answered for {} s", whole_seconds(waited))
}

/// In words: a read failed.
pub(in crate::highlevel) fn failure(outcome: &Outcome) -> String {
    match outcome {
        Ok(response) => format!("HighLevel answered {}", response.status().as_u16()),
        Err(error) => error.to_string(),
    }
}

/// In words: a read failed and will be sent again, so long after the failure.
pub(in crate::highlevel) fn trying_again(failure: &str, after: Duration, waited: Duration) -> String {
    format!("{failure}; trying again in {} s", whole_seconds(after.saturating_sub(waited)))
}

#[cfg(test)]
mod tests {
    use crate::api::{UpstreamError, retry::SendError};

    use super::*;

    #[test]
    fn a_repetition_is_told_with_its_reason_and_the_time_that_is_left() {
        let cut = SendError::Upstream(UpstreamError::Interrupted("cut".into()));
        let failure = failure(&Err(cut));
        let told = |waited| trying_again(&failure, Duration::from_millis(2_500), Duration::from_millis(waited));
        let words = "the connection broke before the answer was complete; trying again in";
        assert_eq!([told(0), told(1_600), told(2_600)], [3, 1, 0].map(|seconds| format!("{words} {seconds} s")));
    }
}
