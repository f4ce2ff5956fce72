//! The cursor of `tools/list`.

use std::fmt;

use serde_json::value::RawValue;

use crate::{RpcError, protocol::text};

/// Where a list goes on: the place in the toolset of the first tool of the next page. Opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) first: usize,
}

impl Cursor {
    const PREFIX: &str = "tools-from-";

    pub(super) fn read(raw: &RawValue) -> Result<Self, RpcError> {
        let cursor = text(raw).ok_or(RpcError::UnknownCursor)?;
        let place = cursor.strip_prefix(Self::PREFIX).and_then(|place| place.parse().ok());
        place.map(|first| Self { first }).ok_or(RpcError::UnknownCursor)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", Self::PREFIX, self.first)
    }
}
