//! A client that follows a call: it hears what the call waits for.

use std::{
    future::Future,
    pin::pin,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use crm_mcp_core::{Progress, Reporter};
use futures_util::future::{Either, select};
use tokio::time::{Instant, sleep};

/// Tells the client. The value of each message is its number, for nobody knows how long a wait lasts.
#[derive(Debug)]
pub(crate) struct Follower {
    reporter: Reporter,
    told: AtomicU32,
}

impl Follower {
    /// Clients that end a call for want of a sign wait for longer than this.
    const INTERVAL: Duration = Duration::from_secs(5);

    pub(crate) fn new(reporter: Reporter) -> Self {
        Self { reporter, told: AtomicU32::new(0) }
    }

    /// Does some work, and tells the client of it in these words while it lasts.
    pub(crate) async fn hears_while<T>(
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
