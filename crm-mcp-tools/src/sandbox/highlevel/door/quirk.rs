//! What the vendor does that breaks clients written after its documentation alone: as switches.

/// Something that HighLevel does now and then, or to some accounts, and no client should fall for. A sandbox does it
/// only if told to, by [`Sandbox::with_quirk`](crate::sandbox::highlevel::Sandbox::with_quirk). There will be more of them; who matches all
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
