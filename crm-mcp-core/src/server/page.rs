//! Lists, page by page.

use std::fmt;

use serde_json::value::RawValue;

use super::{Request, Server, given};
use crate::{RpcError, descriptor::Form, gate::Guarded, listing::Listing, protocol::text};

impl<C: ?Sized> Server<C> {
    /// A page of what the caller is shown of a listing, which clients know as `list`.
    pub(super) fn list<T: Guarded>(
        &self,
        list: &str,
        listing: &Listing<T>,
        request: &Request<'_>,
    ) -> Result<Vec<u8>, RpcError> {
        let Request { answer, params, caller, .. } = request;
        let cursor = given(params.cursor).map(|cursor| Cursor::read(cursor, list)).transpose()?;
        if cursor.is_some_and(|cursor| cursor.first >= listing.len()) {
            return Err(RpcError::UnknownCursor);
        }
        let form = Form::of(answer.revision());
        let visible = listing.visible_from(cursor.map_or(0, |cursor| cursor.first), caller);
        let descriptors = visible.map(|(place, entry)| (place, entry.descriptor(form)));
        Ok(answer.list(list, listing.size(form), self.page_size, descriptors))
    }
}

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
