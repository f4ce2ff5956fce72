//! A tool that panics costs its caller an answer, and nobody else anything.

use std::{
    any::Any,
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
};

/// What the future panicked with, which the panic hook has reported already.
pub(super) type Panic = Box<dyn Any + Send>;

/// Awaits a future whose panic is an error. It is not polled again after one, so nothing sees what it left half done.
pub(super) async fn catch_panic<F: Future>(mut future: Pin<&mut F>) -> Result<F::Output, Panic> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(progress) => progress.map(Ok),
        Err(panic) => std::task::Poll::Ready(Err(panic)),
    })
    .await
}
