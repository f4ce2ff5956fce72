//! JSON lines through a pipe in memory, as over standard input and output: one message, then its answer.

use std::future::Future;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

/// Larger than any answer, so that nobody waits for room.
const ROOM: usize = 1 << 20;

/// The client's end.
pub(crate) struct Lines {
    pipe: DuplexStream,
    /// The length of the last answer: room for the next.
    expected: usize,
}

impl Lines {
    /// Runs a server on the other end.
    pub(crate) fn new<F: Future<Output = ()> + Send + 'static>(serve: impl FnOnce(DuplexStream) -> F) -> Self {
        let (pipe, far) = tokio::io::duplex(ROOM);
        tokio::spawn(serve(far));
        Self { pipe, expected: 0 }
    }

    /// Sends one line and waits for one.
    pub(crate) async fn ask(&mut self, message: &str) -> Vec<u8> {
        self.pipe.write_all(message.as_bytes()).await.expect("the server reads");
        self.pipe.write_all(b"\n").await.expect("the server reads");
        let mut line = Vec::with_capacity(self.expected);
        while line.last() != Some(&b'\n') {
            self.pipe.read_buf(&mut line).await.expect("the server writes");
        }
        self.expected = line.len();
        line
    }
}
