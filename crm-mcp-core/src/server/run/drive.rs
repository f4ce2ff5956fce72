//! Running a tool to its end, or to the point where it cannot go on. One that panics costs its caller an answer, and
//! nobody else anything.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::Poll,
};

use crate::call::{Call, Interruption};

/// Why a tool has no result.
pub(super) enum Stopped {
    /// It cannot go on in this round.
    Interrupted(Interruption),
    /// It panicked, which the panic hook has reported.
    Panicked,
}

/// Awaits what answers `call`. Once it is stopped it is not polled again, so nobody sees what it left half done.
pub(super) async fn drive<F: Future>(call: &Call, mut work: Pin<&mut F>) -> Result<F::Output, Stopped> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(Poll::Ready(result)) => Poll::Ready(Ok(result)),
        Ok(Poll::Pending) => match call.interruption() {
            Some(interruption) => Poll::Ready(Err(Stopped::Interrupted(interruption))),
            None => Poll::Pending,
        },
        Err(_panic) => Poll::Ready(Err(Stopped::Panicked)),
    })
    .await
}
