//! A tool that panics costs its caller an answer, and nobody else anything.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::Poll,
};

/// Awaits a future; nothing if it panics, which the panic hook has reported then. It is not polled again, so nobody sees
/// what it left half done.
pub(super) async fn catch_panic<F: Future>(mut future: Pin<&mut F>) -> Option<F::Output> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(progress) => progress.map(Some),
        Err(_panic) => Poll::Ready(None),
    })
    .await
}
