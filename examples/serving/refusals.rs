//! What a client is told when every connection has a request in progress: when to come back.

use std::{mem, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy, sink},
    net::TcpStream,
    sync::Semaphore,
    time::timeout,
};

const REFUSAL: &str = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n\
    Content-Type: text/plain\r\nContent-Length: 86\r\n\r\n\
    every connection of this server has a request in progress; come back in a few seconds\n";

/// So many clients are told at once; others are only disconnected.
const AT_ONCE: usize = 64;

/// A client has this long to take its answer.
const LINGER: Duration = Duration::from_secs(2);

/// A client may have sent so many bytes that are read before the connection is closed.
const MOST_READ: u64 = 64 * 1024;

pub(crate) struct Refusals {
    connections: usize,
    was_told: bool,
    places: Arc<Semaphore>,
}

impl Refusals {
    pub(crate) fn new(connections: usize) -> Self {
        Self { connections, was_told: false, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Refuses a client, and tells the operator of the first one.
    pub(crate) fn refuse(&mut self, stream: TcpStream) {
        if !mem::replace(&mut self.was_told, true) {
            let most = self.connections;
            tracing::warn!(
                "all {most} connections have a request in progress; new clients are refused with 503 until one ends \
                 (said once)"
            );
        }
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            tokio::spawn(async move {
                let _ = timeout(LINGER, tell(stream)).await;
                drop(place);
            });
        }
    }
}

async fn tell(mut stream: TcpStream) {
    let told = async {
        stream.write_all(REFUSAL.as_bytes()).await?;
        stream.shutdown().await?;
        // Closing before the request is read would reset the connection, and the client would not see the answer.
        copy(&mut stream.take(MOST_READ), &mut sink()).await
    };
    let _ = told.await;
}
