//! Lists, page by page.

use crate::server::{Server, request::Request, results::Cursor};
use crate::{
    access::gate::Guarded,
    tools::{descriptor_form::DescriptorForm, set::Set},
    wire::{Param, RpcError},
};

impl<C: ?Sized> Server<C> {
    /// A page of what the caller is shown of a listing, which clients know as `list`.
    pub(in crate::server) fn list<T: Guarded>(
        &self,
        list: &str,
        listing: &Set<T>,
        request: &Request<'_>,
    ) -> Result<Vec<u8>, RpcError> {
        let Request { answer, params, source, .. } = request;
        let cursor = params.given(Param::Cursor).map(|cursor| Cursor::read(cursor, list)).transpose()?;
        if cursor.is_some_and(|cursor| cursor.first >= listing.len()) {
            return Err(RpcError::UnknownCursor);
        }
        let form = DescriptorForm::of(answer.revision());
        let visible = listing.visible_from(cursor.map_or(0, |cursor| cursor.first), source.caller);
        let places = visible.map(|(index, entry)| (index, entry.place(form)));
        Ok(answer.list(list, listing.descriptors(form), self.page_size, places))
    }
}
