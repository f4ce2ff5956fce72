//! An answer that comes in pieces: server-sent events.
//!
//! The stream itself runs what it tells of. Who reads slowly slows it down, and who closes the stream ends it: there is
//! no task that could outlive its client.

use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use tokio::time::{Instant, Sleep, sleep};

use crate::{
    call::{BoxFuture, Outgoing},
    server::Reply,
};

/// A silent stream says so often that it is alive: proxies close those that do not, and a client that has gone is
/// noticed by the attempt.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The handling of a message, and the messages that come of it before the reply.
pub(super) struct Work {
    reply: BoxFuture<'static, Reply>,
    /// The reply that is there, as long as messages go before it.
    ready: Option<Reply>,
    outgoing: Outgoing,
}

/// What comes of some work.
pub(super) enum WorkStep {
    Message(Vec<u8>),
    Done(Reply),
}

impl Work {
    pub(super) fn new(reply: impl Future<Output = Reply> + Send + 'static, outgoing: Outgoing) -> Self {
        Self { reply: Box::pin(reply), ready: None, outgoing }
    }

    pub(super) async fn next(&mut self) -> WorkStep {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// The messages are made while the work is polled, so whatever there is to hear of, the work wakes us for.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<WorkStep> {
        if let Some(message) = self.outgoing.waiting() {
            return Poll::Ready(WorkStep::Message(message));
        }
        if let Some(reply) = self.ready.take() {
            return Poll::Ready(WorkStep::Done(reply));
        }
        let reply = self.reply.as_mut().poll(context);
        match (self.outgoing.waiting(), reply) {
            (None, reply) => reply.map(WorkStep::Done),
            (Some(message), reply) => {
                if let Poll::Ready(reply) = reply {
                    self.ready = Some(reply);
                }
                Poll::Ready(WorkStep::Message(message))
            }
        }
    }
}

/// Some work as server-sent events.
pub(super) struct Events {
    /// What is already known of the work.
    first: Option<Vec<u8>>,
    work: Option<Work>,
    silence: Pin<Box<Sleep>>,
}

impl Events {
    /// The events of some work of which this message has come already.
    pub(super) fn of(work: Work, first: Option<Vec<u8>>) -> Self {
        Self { first, work: Some(work), silence: Box::pin(sleep(KEEP_ALIVE)) }
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let event = match self.first.take() {
            Some(message) => Some(event(&message)),
            None => match self.poll_event(context) {
                Poll::Ready(event) => event,
                Poll::Pending if self.silence.as_mut().poll(context).is_ready() => Some(Bytes::from_static(b":\n\n")),
                Poll::Pending => return Poll::Pending,
            },
        };
        self.silence.as_mut().reset(Instant::now() + KEEP_ALIVE);
        Poll::Ready(event)
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let Some(work) = &mut self.work else { return Poll::Ready(None) };
        work.poll_next(context).map(|progress| match progress {
            WorkStep::Message(message) => Some(event(&message)),
            WorkStep::Done(reply) => {
                self.work = None;
                reply.into_body().map(|body| event(&body))
            }
        })
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Events").finish_non_exhaustive()
    }
}

/// A message as an event. Raw JSON that a tool passed through may be indented; valid JSON has line breaks only between
/// its tokens, and an event must have none.
fn event(message: &[u8]) -> Bytes {
    let mut event = Vec::with_capacity(message.len() + 32);
    event.extend_from_slice(b"event: message\ndata: ");
    event.extend(message.iter().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { *byte }));
    event.extend_from_slice(b"\n\n");
    event.into()
}
