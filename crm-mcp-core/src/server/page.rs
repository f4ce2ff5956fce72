//! The cursor of lists.

use std::fmt;

use serde_json::value::RawValue;

use crate::{RpcError, protocol::text};

/// Where a list goes on: the place of the first entry of the next page. Opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor<'a> {
    /// What is listed.
    pub(super) list: &'a str,
    pub(super) first: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn read(raw: &RawValue, list: &'a str) -> Result<Self, RpcError> {
        let cursor = text(raw).ok_or(RpcError::UnknownCursor)?;
        let place = cursor.strip_prefix(list).and_then(|rest| rest.strip_prefix("-from-"));
        let first = place.and_then(|place| place.parse().ok()).ok_or(RpcError::UnknownCursor)?;
        Ok(Self { list, first })
    }
}

impl fmt::Display for Cursor<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-from-{}", self.list, self.first)
    }
}
