//! Answers on their way out.

use std::io;

use tokio::io::{AsyncWrite, AsyncWriteExt};

/// Lines that wait to be written. Dropping a [`send`](Self::send) that waits loses and repeats nothing.
pub(super) struct Outbox<W> {
    output: W,
    bytes: Vec<u8>,
    is_flushed: bool,
}

impl<W: AsyncWrite + Unpin> Outbox<W> {
    pub(super) fn new(output: W) -> Self {
        Self { output, bytes: Vec::new(), is_flushed: true }
    }

    /// Adds a message as one line.
    pub(super) fn put(&mut self, message: Option<Vec<u8>>) {
        let Some(mut message) = message else { return };
        // Raw JSON that a tool passed through may be indented. Valid JSON has line breaks only between its tokens.
        // Most messages have none. The lowest byte tells so, and takes many bytes at once to find, as does writing every
        // byte; looking for line breaks does not.
        if message.iter().fold(u8::MAX, |lowest, byte| lowest.min(*byte)) < b' ' {
            for byte in &mut message {
                *byte = if matches!(byte, b'\n' | b'\r') { b' ' } else { *byte };
            }
        }
        message.push(b'\n');
        if self.bytes.is_empty() {
            self.bytes = message;
        } else {
            self.bytes.append(&mut message);
        }
        self.is_flushed = false;
    }

    /// How many bytes wait.
    pub(super) fn waiting(&self) -> usize {
        self.bytes.len()
    }

    /// Whether everything has reached the other side.
    pub(super) fn is_settled(&self) -> bool {
        self.bytes.is_empty() && self.is_flushed
    }

    /// Sends some of what waits.
    pub(super) async fn send(&mut self) -> io::Result<()> {
        let sent = self.send_some().await;
        sent.map_err(|error| io::Error::new(error.kind(), format!("cannot write answers to the client: {error}")))
    }

    async fn send_some(&mut self) -> io::Result<()> {
        if self.bytes.is_empty() {
            self.output.flush().await?;
            self.is_flushed = true;
            return Ok(());
        }
        match self.output.write(&self.bytes).await? {
            0 => Err(io::ErrorKind::WriteZero.into()),
            written => {
                self.bytes.drain(..written);
                Ok(())
            }
        }
    }
}
