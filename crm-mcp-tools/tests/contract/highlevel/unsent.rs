//! What the contract holds and no tool sends, with the reason; the tests refuse a line that is not true any more.

use crate::called::Unsent;

const BY_ID: &str = "custom fields are written by id";
const BY_OTHERS: &str = "no tool needs it; the sandbox answers it for other clients";
const CHANNEL: &str = "a channel is on or off; the vendor writes its own message and code";

const LIST_OF_NAMES: &str = "the list is read whole, to find one by its name";

pub(crate) const UNSENT: &[Unsent] = &[
    ("DELETE /contacts/{contactId}", BY_OTHERS),
    ("GET /contacts/{contactId}/appointments", BY_OTHERS),
    ("POST /contacts/{contactId}/tasks", BY_OTHERS),
    ("GET /conversations/{conversationId}", BY_OTHERS),
    ("GET /locations/{locationId}/tags", BY_OTHERS),
    ("POST /opportunities/upsert", BY_OTHERS),
    ("GET /users/{userId}", BY_OTHERS),
    ("GET /opportunities/lost-reason query.deleted", LIST_OF_NAMES),
    ("GET /opportunities/lost-reason query.getCount", LIST_OF_NAMES),
    ("GET /opportunities/lost-reason query.name", LIST_OF_NAMES),
    ("GET /opportunities/lost-reason query.query", LIST_OF_NAMES),
    ("GET /opportunities/lost-reason query.skip", LIST_OF_NAMES),
    ("POST /contacts/search body.page", "stops at 10,000 contacts; searchAfter does not"),
    ("POST /contacts/ body.customFields.key", BY_ID),
    ("POST /contacts/ body.dndSettings.*.code", CHANNEL),
    ("POST /contacts/ body.dndSettings.*.message", CHANNEL),
    ("POST /contacts/ body.inboundDndSettings.all.message", CHANNEL),
    ("POST /contacts/upsert body.customFields.key", BY_ID),
    ("POST /contacts/upsert body.dndSettings.*.code", CHANNEL),
    ("POST /contacts/upsert body.dndSettings.*.message", CHANNEL),
    ("POST /contacts/upsert body.inboundDndSettings.all.message", CHANNEL),
    ("PUT /contacts/{contactId} body.customFields.key", BY_ID),
    ("PUT /contacts/{contactId} body.dndSettings.*.code", CHANNEL),
    ("PUT /contacts/{contactId} body.dndSettings.*.message", CHANNEL),
    ("PUT /contacts/{contactId} body.inboundDndSettings.all.message", CHANNEL),
    ("POST /conversations/messages body.status", "the documents require it, the API does not"),
    ("POST /conversations/messages body.subType", "the documents require it, the API does not"),
    ("POST /opportunities/ body.customFields.key", BY_ID),
    ("PUT /opportunities/{id} body.customFields.key", BY_ID),
    ("GET /payments/orders/{orderId} query.locationId", "altId is the location"),
    ("GET /payments/transactions query.locationId", "altId is the location"),
];
