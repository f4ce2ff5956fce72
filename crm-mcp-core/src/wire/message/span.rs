//! The place of a part in a text.

use std::{num::NonZeroU32, ops::Range};

/// Where a part of a text begins, and where it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    begin: u32,
    /// No part is empty, so this is never 0, and an optional span is as short as a span.
    end: NonZeroU32,
}

impl Span {
    /// The places of a longer text would not fit.
    pub(in crate::wire) const LONGEST: usize = u32::MAX as usize;

    /// Of a part of this text, which has at most [`LONGEST`](Self::LONGEST) bytes.
    pub(in crate::wire) fn of(part: &str, text: &str) -> Self {
        let begin = part.as_ptr().addr() - text.as_ptr().addr();
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Self { begin: place(begin), end: NonZeroU32::new(place(begin + part.len())).unwrap_or(NonZeroU32::MIN) }
    }

    fn range(self) -> Range<usize> {
        self.begin as usize..self.end.get() as usize
    }

    /// The part of a text in bytes. Only the part is looked at.
    pub(in crate::wire) fn within_bytes(self, bytes: &[u8]) -> &str {
        bytes.get(self.range()).and_then(|part| str::from_utf8(part).ok()).unwrap_or_default()
    }

    /// The part. It is empty if the text is another one.
    pub(in crate::wire) fn within(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}
