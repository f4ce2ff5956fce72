//! What HighLevel's refusals mean, and what its operations are about, as tables.
//!
//! HighLevel has six shapes of error bodies, and its statuses mislead: a missing contact is a 400, a missing scope or
//! `Version` header a 401. So the status and the words together decide.

#[cfg(test)]
mod tests;

use crm_mcp_core::ErrorCode;

use crate::crm::refusal::{
    refusals::Refusals,
    rule::{IN_A_MOMENT, NO_USE, Rule, rule, setting},
    topic::{Topic, topic},
};

/// How HighLevel's refusals are told.
pub(in crate::highlevel) static REFUSALS: Refusals = Refusals {
    crm: "HighLevel",
    tenant: "location",
    rules: RULES,
    any_other: &ANY_OTHER,
    topics: TOPICS,
    same_tenant: SAME_SUB_ACCOUNT,
};

const SAME_SUB_ACCOUNT: &str = "have the operator give a location id and a token of the same sub-account";
const CHECK_URL: &str = "have the operator check the base URL";
const NEW_TOKEN: &str =
    "have the operator give a current Private Integration token of this location; a rotated one ends after 7 days";
const NO_SUCH: &str = "this location has no {subject} with this id";

#[rustfmt::skip]
static RULES: &[Rule] = &[
    setting(403..=403, &["error code: 1010"], ErrorCode::Refused,
        "the network in front of HighLevel blocks this program's User-Agent (error 1010)", NO_USE).of_the_network(),
    setting(404..=404, &[], ErrorCode::Internal,
        "a web page came in place of HighLevel's answer; there is no {operation} at this address", CHECK_URL).of_the_network(),
    rule(429..=429, &[], ErrorCode::RateLimited,
        "the network in front of HighLevel limits how often this server calls{reason}",
        "call again in {retryAfterSeconds} seconds").of_the_network().transient(),
    setting(400..=499, &[], ErrorCode::Unavailable,
        "the network in front of HighLevel blocked this call with HTTP status {status}{reason}",
        "tell the operator of this server; its address, its User-Agent, the base URL or a firewall rule (WAF) may be the \
         cause; calling again later may help").of_the_network(),

    rule(400..=400, &["duplicated contacts"], ErrorCode::Conflict,
        "contact {contactId} has the same {matchingField}, and this location allows no duplicates",
        "update that contact with contacts_update-contact, or use contacts_upsert-contact")
        .giving(&["contactId", "matchingField"]),
    rule(400..=400, &["duplicated contacts"], ErrorCode::Conflict,
        "such a contact exists, and this location allows no duplicates",
        "find it with contacts_get-contacts and update it, or use contacts_upsert-contact"),
    rule(400..=400, &["duplicate opportunity", "opportunity_no_duplicate"], ErrorCode::Conflict,
        "the contact has the opportunity {existingId} already, and this location allows no second one",
        "update that opportunity with opportunities_update-opportunity")
        .giving(&["existingId"]),
    rule(400..=400, &["duplicate opportunity", "opportunity_no_duplicate"], ErrorCode::Conflict,
        "the contact has an opportunity already, and this location allows no second one",
        "find it with opportunities_search-opportunity and update it"),
    rule(400..=400, &["conversation already exists"], ErrorCode::Conflict,
        "the contact has the conversation {conversationId} already",
        "use that conversation")
        .giving(&["conversationId"]),
    rule(400..=400, &["conversation already exists"], ErrorCode::Conflict,
        "the contact has a conversation already",
        "find it with conversations_search-conversation"),
    setting(400..=599, &["location not found"], ErrorCode::NotFound,
        "HighLevel has no location with the id that is configured", SAME_SUB_ACCOUNT).with_nothing_done(),
    setting(400..=403, &["location is not active"], ErrorCode::Refused,
        "this location is not active in HighLevel; it may be paused or closed", NO_USE),
    rule(400..=400, &[], ErrorCode::NotFound,
        NO_SUCH, "{find}").naming_subject(),
    rule(400..=400, &["dnd is active"], ErrorCode::Refused,
        "the contact does not want to be written to: {said}",
        "do not send it again; `dndSettings` of the contact tells which other channels are open"),
    rule(400..=400, &["unsubscribed"], ErrorCode::Refused,
        "the contact has unsubscribed from such messages: {said}",
        "do not send it again; only the contact can undo this"),
    rule(400..=400, &["missing phone number"], ErrorCode::Refused,
        "the contact has no phone number to send to",
        "give it one with contacts_update-contact (such as +15550100), or use another channel"),
    rule(400..=400, &["there is no message or attachments"], ErrorCode::InvalidArguments,
        "the message has no content",
        "give `message` or `attachments`; an email needs `subject` and `html`"),
    rule(400..=400, &["error occurred while searching"], ErrorCode::Unavailable,
        "HighLevel's search failed for a moment", IN_A_MOMENT).transient(),
    setting(400..=400, &["not available in api version"], ErrorCode::Internal,
        "HighLevel has no {operation} in version {version}: {said}", NO_USE),
    rule(400..=400, &[], ErrorCode::InvalidArguments,
        "HighLevel refused the values: {said}", "correct them and call again"),

    setting(401..=403, &["access to this location", "access to the location"], ErrorCode::PermissionDenied,
        "the token does not reach the location that is configured", SAME_SUB_ACCOUNT),
    setting(401..=403, &["not authorized for this scope"], ErrorCode::PermissionDenied,
        "the token lacks the scope {scope}",
        "have \"{label}\" ticked for this token on HighLevel's page Settings > Private Integrations; the token stays the same")
        .of_a_missing_scope(),
    setting(401..=403, &["version header"], ErrorCode::Internal,
        "HighLevel did not accept the header `Version: {version}` of {operation}: {said}", NO_USE),
    setting(401..=403, &["iam service"], ErrorCode::Internal,
        "HighLevel has no {operation} at this address, in this spelling: {said}", CHECK_URL),
    rule(401..=403, &["command timed out"], ErrorCode::Unavailable,
        "HighLevel could not check the token in time", IN_A_MOMENT).transient(),
    setting(401..=403, &["unauthorized request"], ErrorCode::Refused,
        "HighLevel does not open {operation} to this token: {said}", NO_USE),
    setting(401..=403, &["forbidden resource"], ErrorCode::PermissionDenied,
        "HighLevel opens {operation} to agency tokens only", NO_USE),
    setting(401..=403, &["invalid jwt", "invalid private integration token", "invalid token"], ErrorCode::Unauthenticated,
        "HighLevel does not accept the token: {said}", NEW_TOKEN),
    setting(401..=401, &[], ErrorCode::Unauthenticated,
        "HighLevel does not accept the token: {said}", NEW_TOKEN),
    setting(403..=403, &[], ErrorCode::PermissionDenied,
        "HighLevel forbids {operation}: {said}",
        "have the operator check that \"{label}\" ({scope}) is ticked for this token"),

    setting(404..=404, &["cannot get /", "cannot post /", "cannot put /", "cannot delete /"], ErrorCode::Internal,
        "there is no {operation} at this address", CHECK_URL),
    rule(404..=404, &[], ErrorCode::NotFound,
        NO_SUCH, "{find}").naming_subject(),
    setting(404..=404, &[], ErrorCode::Internal,
        "there is no {operation} at this address: {said}", CHECK_URL),
    setting(422..=422, &["location_id can't be undefined", "locationid can't be undefined", "location_id should not exist",
        "locationid should not exist", "altid", "alttype"], ErrorCode::Internal,
        "HighLevel wants the location of {operation} in another place: {said}", NO_USE),
    // Reported for contacts: the record is made, and then a value is refused.
    rule(422..=422, &[], ErrorCode::InvalidArguments,
        "HighLevel refused the values: {said}", "search for the contact, which may exist all the same, then correct the values")
        .made_all_the_same(),
    rule(422..=422, &[], ErrorCode::InvalidArguments,
        "HighLevel refused the values: {said}", "correct them and call again"),
    rule(429..=429, &[], ErrorCode::RateLimited,
        "HighLevel's rate limit for this token is used up", "call again in {retryAfterSeconds} seconds").transient(),
    rule(500..=599, &[], ErrorCode::NotFound, NO_SUCH, "{find}").naming_subject(),
    rule(500..=599, &[], ErrorCode::Unavailable,
        "HighLevel failed with HTTP status {status}{reason}", IN_A_MOMENT).transient(),
    setting(300..=399, &[], ErrorCode::Internal,
        "HighLevel answered with a redirect (HTTP status {status}), which is not followed",
        CHECK_URL),
];

static ANY_OTHER: Rule = setting(
    0..=u16::MAX,
    &[],
    ErrorCode::Refused,
    "HighLevel refused {operation} with HTTP status {status}: {said}",
    NO_USE,
);

/// Of several paths that fit, the first one counts.
#[rustfmt::skip]
static TOPICS: &[Topic] = &[
    topic("contact", "/contacts/", "find the contact's id with contacts_get-contacts"),
    topic("message", "/conversations/messages", "find the message with conversations_get-messages"),
    topic("conversation", "/conversations/", "find the conversation's id with conversations_search-conversation"),
    topic("appointment", "/calendars/appointments/", "find the appointment's id with calendars_get-calendar-events"),
    topic("calendar", "/calendars/", "find the calendar's id with calendars_list-calendars, or leave calendarId out for all calendars"),
    topic("pipeline", "/opportunities/pipelines", "find the pipeline's id with opportunities_get-pipelines"),
    topic("opportunity", "/opportunities/", "find the opportunity's id with opportunities_search-opportunity"),
    topic("order", "/payments/orders/", "find the order's id with payments_list-transactions"),
    topic("transaction", "/payments/transactions", "find the transaction with payments_list-transactions"),
];
