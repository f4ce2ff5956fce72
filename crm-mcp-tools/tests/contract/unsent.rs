//! What the contract holds and no tool sends, with the reason; the tests refuse a line that is not true any more.

const CHANNEL: &str = "a channel is on or off; the vendor writes its own message and code";

/// `METHOD path` of an operation that no tool uses, or `METHOD path place` of what is never sent, with all below it;
/// `*` stands for any one name.
pub(crate) const UNSENT: &[(&str, &str)] = &[
    ("POST /contacts/search body.page", "stops at 10,000 contacts; searchAfter does not"),
    ("POST /contacts/ body.customFields.key", "custom fields are written by id"),
    ("POST /contacts/ body.dndSettings.*.code", CHANNEL),
    ("POST /contacts/ body.dndSettings.*.message", CHANNEL),
    ("POST /contacts/ body.inboundDndSettings.all.message", CHANNEL),
    ("POST /contacts/upsert body.customFields.key", "custom fields are written by id"),
    ("POST /contacts/upsert body.dndSettings.*.code", CHANNEL),
    ("POST /contacts/upsert body.dndSettings.*.message", CHANNEL),
    ("POST /contacts/upsert body.inboundDndSettings.all.message", CHANNEL),
    ("PUT /contacts/{contactId} body.customFields.key", "custom fields are written by id"),
    ("PUT /contacts/{contactId} body.dndSettings.*.code", CHANNEL),
    ("PUT /contacts/{contactId} body.dndSettings.*.message", CHANNEL),
    ("PUT /contacts/{contactId} body.inboundDndSettings.all.message", CHANNEL),
    ("POST /conversations/messages body.status", "the documents require it, the API does not"),
    ("POST /conversations/messages body.subType", "the documents require it, the API does not"),
    ("GET /locations/{locationId}", "no tool yet"),
    ("GET /contacts/search/duplicate", "no tool yet"),
    ("GET /contacts/{contactId}/notes", "no tool yet"),
    ("POST /contacts/{contactId}/notes", "no tool yet"),
    ("POST /opportunities/", "no tool yet"),
    ("GET /opportunities/pipelines", "no tool yet"),
    ("GET /opportunities/search", "no tool yet"),
    ("GET /opportunities/{id}", "no tool yet"),
    ("PUT /opportunities/{id}", "no tool yet"),
    ("GET /payments/orders/{orderId}", "no tool yet"),
    ("GET /payments/transactions", "no tool yet"),
];
