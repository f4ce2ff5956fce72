//! What the vendor does that breaks clients written after its documentation alone: as switches.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::sandbox::highlevel::contacts::search::index::Index;

/// Something that HighLevel does now and then, or to some accounts, and no client should fall for. A sandbox does it
/// only if told to, by [`Sandbox::with_quirk`](crate::sandbox::Sandbox::with_quirk). There will be more of them; who matches all
/// does so to learn of each new one.
///
/// What HighLevel does to everybody the sandbox always does: a missing contact, scope or `Version` is a 400, 401 and
/// 401; undeclared properties are refused with 422; names have lower-cased twins; a cursor comes with the last page
/// too; messages are nested as `messages.messages`; a cursor of conversations passes over those of the same moment;
/// ids of recurring events are longer than others; `succeded` is spelled so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quirk {
    /// The first `POST /contacts/search` answers 400 "Error occurred while searching for contact"; the next one works.
    /// Measured on the real service; the body carries a `traceId` and no `error`.
    TransientSearchFailure,
    /// The first request answers 401 "Command timed out", though its token is good. Measured on the real service.
    AuthorizationTimeout,
    /// `POST /contacts/search` does not see a write until so many further requests were made; reading by id does.
    /// Documented: the search reads from an index, "a few seconds" behind.
    IndexDelay {
        /// How many requests, of any kind, after the write.
        requests: u32,
    },
    /// A create with a bad custom field answers 422, and has made the contact without its custom fields all the same.
    /// Reported as issue 64 of the vendor's API documentation.
    RefusedYetCreated,
    /// Every tenth answer is a 502 with an HTML page of the network in front of the API; the request never got to it.
    /// Measured on the real service.
    HtmlErrors,
    /// Amounts and flags of payments are texts: `"100"`, `"false"`. So are the examples of the vendor's `OpenAPI` files.
    StringAmounts,
    /// `GET /payments/orders/{id}` needs `altType=location`, and answers 422 without. Required by the documentation
    /// until 2025-09-18, and by the vendor's own tools after that.
    AltTypeRequired,
    /// Rows of both lists of contacts come without `customFields`; reading by id has them. Measured on the real service.
    RowsWithoutCustomFields,
    /// Messages, events and opportunities are of types and states that no list of the documentation has.
    /// Measured on the real service: a message whose status is `voicemail`.
    UnknownEnumValues,
    /// The first write is carried out, and its answer never arrives: the connection ends, or in process the body of
    /// the answer is an error. What any network does.
    LostAnswer,
    /// What an answer of 200 does not say: an upsert leaves the `gender` of a contact as it was, an update or an upsert
    /// does not attach a phone that another contact has, and a `WhatsApp` message loses its attachments. The answer has
    /// the old values. Reported as issues 313, 37, 212 and 322 of the vendor's API documentation.
    DroppedValues,
    /// Some records have another shape than documented. Of a message that is a call, `meta.call.duration` (a number) and
    /// `meta.call.status` stand for `meta.callDuration` and `meta.callStatus`, and `altId` is the carrier's id of the
    /// call; a message without `meta` has one that is null. A row of `POST /contacts/search` has `address` for
    /// `address1` and `dateOfBirth` in milliseconds. A row of `GET /opportunities/search` has values of custom fields as
    /// `fieldValueString`, `fieldValueNumber`, `fieldValueDate`, `fieldValueArray` or `fieldValueFiles` beside a null
    /// `fieldValueArray`. Reported as issues 87 and 314 of the vendor's API documentation, and by several clients.
    LiveShapes,
}

/// The quirks that are switched on, and what of them has happened. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quirks(Arc<State>);

#[derive(Debug, Default)]
struct State {
    on: Vec<Quirk>,
    requests: AtomicU64,
    happened: Mutex<Vec<Quirk>>,
    /// Old indexes that searches still read: the number of the request that wrote, and the index before that write.
    indexes: Mutex<VecDeque<(u64, Index)>>,
}

impl Quirks {
    /// These and one more; nothing of them has happened yet.
    pub(crate) fn with(&self, quirk: Quirk) -> Self {
        let on = self.0.on.iter().copied().chain([quirk]).collect();
        Self(Arc::new(State { on, ..State::default() }))
    }

    pub(crate) fn has(&self, quirk: Quirk) -> bool {
        self.0.on.contains(&quirk)
    }

    /// Whether a quirk that happens once happens now.
    pub(crate) fn strikes(&self, quirk: Quirk) -> bool {
        let mut happened = self.0.happened.lock().unwrap_or_else(PoisonError::into_inner);
        let strikes = self.has(quirk) && !happened.contains(&quirk);
        if strikes {
            happened.push(quirk);
        }
        strikes
    }

    /// Counts a request, and tells the how many-th it is.
    pub(crate) fn count(&self) -> u64 {
        self.0.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How many requests a write is hidden from searches for, if it is.
    pub(crate) fn index_delay(&self) -> Option<u64> {
        self.0.on.iter().find_map(|quirk| match quirk {
            Quirk::IndexDelay { requests } => Some(u64::from(*requests)),
            _ => None,
        })
    }

    /// Keeps the index as it is before the write that is made now. It is made from the one that was kept last.
    pub(crate) fn keep_index(&self, make: impl FnOnce(&Index) -> Index) {
        let written = self.0.requests.load(Ordering::Relaxed);
        let mut indexes = self.lagging();
        let index = make(indexes.back().map_or(&Index::default(), |(_, latest)| latest));
        indexes.push_back((written, index));
    }

    /// The index from before the oldest write that searches do not see yet, if there is such a write.
    pub(crate) fn lagging_index(&self) -> Option<Index> {
        self.lagging().front().map(|(_, index)| index.clone())
    }

    /// The indexes from before the writes that searches do not see yet; those of older writes are forgotten.
    fn lagging(&self) -> MutexGuard<'_, VecDeque<(u64, Index)>> {
        let delay = self.index_delay().unwrap_or_default();
        let seen = self.0.requests.load(Ordering::Relaxed).saturating_sub(delay);
        let mut indexes = self.0.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.retain(|(written, _)| *written >= seen);
        indexes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_indexes_are_kept_than_searches_can_still_read() {
        let quirks = Quirks::default().with(Quirk::IndexDelay { requests: 3 });
        for _ in 0..100 {
            quirks.count();
            quirks.keep_index(Index::clone);
        }
        assert_eq!(quirks.0.indexes.lock().map(|indexes| indexes.len()).ok(), Some(4), "the last write's and 3 before");
    }
}
