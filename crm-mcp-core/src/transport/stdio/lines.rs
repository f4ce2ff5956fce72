//! Lines of bounded length from a stream.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

use crate::transport::BYTE_ORDER_MARK;

/// A message may have this many bytes.
pub(super) const MAX_LINE: usize = 4 * 1024 * 1024;

/// Reads lines. Dropping a [`next`](Self::next) that waits loses nothing: what was read is kept here.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    line: Vec<u8>,
    too_long: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its end, and without a byte order mark at its beginning.
    Whole(Vec<u8>),
    /// A line beyond the limit; what it said is gone.
    TooLong,
}

impl<R: AsyncBufRead + Unpin> Lines<R> {
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, line: Vec::new(), too_long: false }
    }

    /// The next line; none when the stream has ended. A last line needs no end.
    pub(super) async fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            let available = self.input.fill_buf().await.map_err(|error| {
                io::Error::new(error.kind(), format!("cannot read messages of the client: {error}"))
            })?;
            if available.is_empty() {
                return Ok((self.too_long || !self.line.is_empty()).then(|| self.take()));
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            self.too_long |= self.line.len() + part.len() > self.limit;
            if self.too_long {
                self.line = Vec::new();
            } else {
                self.line.extend_from_slice(part);
            }
            let read = part.len() + usize::from(end.is_some());
            self.input.consume(read);
            if end.is_some() {
                return Ok(Some(self.take()));
            }
        }
    }

    fn take(&mut self) -> Line {
        let mut line = std::mem::take(&mut self.line);
        // Programs on Windows write it before their first line.
        if line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        if std::mem::take(&mut self.too_long) { Line::TooLong } else { Line::Whole(line) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};

    #[tokio::test]
    async fn lines_are_whole_or_refused() {
        let mut lines = Lines::new(&b"\xef\xbb\xbfone\r\n\n123456789\n12345678\n\xef\xbb\xbflast"[..], 8);
        let whole = |text: &str| Some(Line::Whole(text.as_bytes().to_vec()));
        for expected in [whole("one\r"), whole(""), Some(Line::TooLong), whole("12345678"), whole("last"), None] {
            assert_eq!(lines.next().await.unwrap(), expected);
        }
    }
}
