//! Retries, of reads only: a write that may have been sent is never sent again.

use std::{future::Future, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, Response, header::RETRY_AFTER};
use tokio::time::sleep;

use super::{
    UpstreamError,
    pace::{Exhausted, PATIENCE},
};

/// How often a read is sent at most.
pub(crate) const TRIES: u32 = 3;

const FIRST_DELAY: Duration = Duration::from_millis(250);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error(transparent)]
    Upstream(#[from] UpstreamError),
    #[error(transparent)]
    Exhausted(#[from] Exhausted),
}

pub(crate) type Outcome = Result<Response<Bytes>, SendError>;

/// Sends a read, again after a failure that may pass. `is_transient` knows such failures among the answers.
pub(crate) async fn read<F>(send: impl Fn() -> F, is_transient: impl Fn(&Response<Bytes>) -> bool) -> Outcome
where
    F: Future<Output = Outcome>,
{
    let mut backoff = FIRST_DELAY;
    for _ in 1..TRIES {
        let outcome = send().await;
        let delay = match &outcome {
            Ok(response) if is_transient(response) => retry_after(response.headers()).unwrap_or(backoff),
            // A timeout is not repeated: it has used up the time that the caller had for this.
            Err(SendError::Upstream(UpstreamError::Unreachable(_) | UpstreamError::Interrupted(_))) => backoff,
            _ => return outcome,
        };
        if delay > PATIENCE {
            return outcome;
        }
        sleep(delay).await;
        backoff *= 2;
    }
    send().await
}

/// The delay that an answer asks for, where it is given in seconds.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}
