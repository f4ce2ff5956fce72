//! What a client that follows a call hears of its waits.

use std::time::Duration;

use crate::{api::retry::Outcome, crm::value::whole_seconds};

/// A place is mostly there at once; from then on it is told that the call waits for one.
pub(crate) const PLACE_IS_LATE: Duration = Duration::from_secs(1);
/// An answer is mostly there by then.
pub(crate) const ANSWER_IS_LATE: Duration = Duration::from_secs(5);

/// In words: a request waits for its place, and gives up after so long.
pub(crate) fn waiting_for_a_place(crm: &str, gives_up_after: Duration, waited: Duration) -> String {
    let left = gives_up_after.saturating_sub(waited);
    format!("waiting for a place in {crm}'s rate limit, for at most {} s", whole_seconds(left))
}

/// In words: a request waits for its token.
pub(crate) fn waiting_for_a_token(waited: Duration) -> String {
    format!("waiting for a token, for {} s", whole_seconds(waited))
}

/// In words: a request waits for its answer.
pub(crate) fn waiting_for_an_answer(crm: &str, waited: Duration) -> String {
    format!("{crm} has not answered for {} s", whole_seconds(waited))
}

/// In words: a read failed.
pub(crate) fn failure(crm: &str, outcome: &Outcome) -> String {
    match outcome {
        Ok(response) => format!("{crm} answered {}", response.status().as_u16()),
        Err(error) => error.to_string(),
    }
}

/// In words: a read failed and will be sent again, so long after the failure.
pub(crate) fn trying_again(failure: &str, after: Duration, waited: Duration) -> String {
    format!("{failure}; trying again in {} s", whole_seconds(after.saturating_sub(waited)))
}

#[cfg(test)]
mod tests {
    use crate::api::{UpstreamError, retry::SendError};

    use super::*;

    #[test]
    fn a_repetition_is_told_with_its_reason_and_the_time_that_is_left() {
        let cut = SendError::Upstream(UpstreamError::Interrupted("cut".into()));
        let failure = failure("ToyCRM", &Err(cut));
        let told = |waited| trying_again(&failure, Duration::from_millis(2_500), Duration::from_millis(waited));
        let words = "the connection broke before the answer was complete; trying again in";
        assert_eq!([told(0), told(1_600), told(2_600)], [3, 1, 0].map(|seconds| format!("{words} {seconds} s")));
    }
}
