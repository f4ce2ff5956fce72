//! Work that ends early.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use async_channel::Receiver;

/// Does some work, unless the other end of a channel that carries nothing is closed before that is done.
pub(in crate::call) async fn unless<F: Future>(closed: &Receiver<()>, work: F) -> Option<F::Output> {
    let (mut work, mut closed) = (pin!(work), pin!(closed.recv()));
    poll_fn(|context| match closed.as_mut().poll(context) {
        Poll::Ready(_) => Poll::Ready(None),
        Poll::Pending => work.as_mut().poll(context).map(Some),
    })
    .await
}
