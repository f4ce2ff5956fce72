//! Reading bodies: each within bounds of size and time, all together within a bound of memory.

use std::{
    error::Error,
    future::poll_fn,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::Poll,
    time::Duration,
};

use bytes::{Buf, Bytes};
use http_body::Body;
use http_body_util::BodyExt;
use tokio::time::timeout;

use super::{HttpOptions, rejection::Rejection};
use crate::transport::BYTE_ORDER_MARK;

/// So many bytes of each body are not counted. A connection has a read buffer of this size anyway, so 10,000 connections
/// cost 80 MB more at most; and a short message is read however much longer ones hold.
const FREE: usize = 8 * 1024;

/// A body of up to so many bytes is a short one.
pub(super) const SHORT: usize = 64 * 1024;

/// What reads the bodies of an endpoint.
#[derive(Debug)]
pub(super) struct Bodies {
    /// A body may have so many bytes.
    most: usize,
    /// A body must arrive within this time.
    time: Duration,
    memory: Arc<Memory>,
}

/// The bytes that bodies may still take up. A quarter is for short ones, so that a few long ones do not keep them out.
#[derive(Debug)]
struct Memory {
    short: AtomicUsize,
    long: AtomicUsize,
}

/// What one body takes up of the memory of all, until it is dropped.
#[derive(Debug)]
struct Share {
    memory: Arc<Memory>,
    is_long: bool,
    held: usize,
}

/// A body that has arrived. It counts until it is dropped.
#[derive(Debug)]
pub(super) struct ReadBody {
    bytes: Bytes,
    _share: Share,
}

impl AsRef<[u8]> for ReadBody {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Bodies {
    pub(super) fn new(options: &HttpOptions) -> Self {
        // Without these minima a short body, or a body of the greatest size, could never arrive.
        let short = (options.body_memory / 4).max(SHORT - FREE);
        let long = options.body_memory.saturating_sub(short).max(options.max_body);
        let memory = Memory { short: AtomicUsize::new(short), long: AtomicUsize::new(long) };
        Self { most: options.max_body, time: options.body_timeout, memory: Arc::new(memory) }
    }

    /// Reads a body to its end.
    pub(super) async fn read<B>(&self, body: B) -> Result<ReadBody, Rejection>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        if body.size_hint().lower() > self.most as u64 {
            return Err(Rejection::TooLarge(self.most));
        }
        let mut collected = pin!(self.collect(body));
        // Most bodies are there already, and need no timer.
        let message = match poll_fn(|context| Poll::Ready(collected.as_mut().poll(context))).await {
            Poll::Ready(message) => Ok(message),
            Poll::Pending => timeout(self.time, collected).await,
        };
        let mut message = message.map_err(|_| Rejection::TooSlow(self.time))??;
        if message.bytes.starts_with(BYTE_ORDER_MARK) {
            message.bytes.advance(BYTE_ORDER_MARK.len());
        }
        Ok(message)
    }

    /// Joins the pieces of a body as they come. The first one is not copied, for most bodies come in one. All others are:
    /// a piece that is kept as it came may be a few bytes of a large buffer.
    async fn collect<B>(&self, body: B) -> Result<ReadBody, Rejection>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let mut body = pin!(body);
        let mut share = Share { memory: Arc::clone(&self.memory), is_long: false, held: 0 };
        let (mut first, mut joined) = (Bytes::new(), Vec::new());
        while let Some(frame) = body.frame().await {
            let Ok(mut piece) = frame.map_err(|_| Rejection::Incomplete)?.into_data() else { continue };
            let before = first.len() + joined.len();
            let length = before + piece.remaining();
            if length > self.most {
                return Err(Rejection::TooLarge(self.most));
            }
            if before == 0 {
                share.hold(length)?;
                first = piece.copy_to_bytes(length);
                continue;
            }
            if length > joined.capacity() {
                let room = length.max(2 * joined.capacity()).min(self.most);
                // The buffer of a short body is short too, so it counts among the short ones.
                let room = if length <= SHORT { room.min(SHORT) } else { room };
                share.hold(room)?;
                joined.reserve_exact(room - joined.len());
            }
            joined.extend_from_slice(&std::mem::take(&mut first));
            while piece.has_remaining() {
                let chunk = piece.chunk();
                joined.extend_from_slice(chunk);
                piece.advance(chunk.len());
            }
        }
        let bytes = if first.is_empty() { joined.into() } else { first };
        Ok(ReadBody { bytes, _share: share })
    }
}

impl Share {
    /// Holds so many bytes instead of those held before.
    fn hold(&mut self, bytes: usize) -> Result<(), Rejection> {
        if bytes > SHORT && !self.is_long {
            self.release();
            self.is_long = true;
        }
        let more = bytes.saturating_sub(FREE).saturating_sub(self.held);
        let taken = self.left().fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(more));
        taken.map_err(|_| Rejection::Crowded)?;
        self.held += more;
        Ok(())
    }

    fn release(&mut self) {
        let held = std::mem::take(&mut self.held);
        self.left().fetch_add(held, Ordering::Relaxed);
    }

    /// What is left for bodies of this kind.
    fn left(&self) -> &AtomicUsize {
        if self.is_long { &self.memory.long } else { &self.memory.short }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.release();
    }
}
