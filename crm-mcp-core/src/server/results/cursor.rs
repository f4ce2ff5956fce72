//! Where a list goes on.

use std::fmt;

use crate::wire::{RpcError, unquote};

/// Where a list goes on: the place of the first entry of the next page. Opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) struct Cursor<'a> {
    /// What is listed.
    pub(in crate::server) list: &'a str,
    pub(in crate::server) first: usize,
}

impl<'a> Cursor<'a> {
    pub(in crate::server) fn read(json: &str, list: &'a str) -> Result<Self, RpcError> {
        let cursor = unquote(json).ok_or(RpcError::UnknownCursor)?;
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
