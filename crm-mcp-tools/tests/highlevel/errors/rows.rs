//! Refusals as HighLevel sends them, and what the model is told. Used by the tests of the table of rules, too.

use crm_mcp_core::ErrorCode::{
    self, Conflict, Internal, InvalidArguments, NotFound, PermissionDenied, RateLimited, Refused, Unauthenticated,
    Unavailable,
};

/// A refusal, and all of the error that is made of it.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) status: u16,
    pub(crate) body: &'static str,
    /// Whether a contact was to be created; otherwise, tags to be removed from one.
    pub(crate) is_of_a_create: bool,
    pub(crate) code: ErrorCode,
    pub(crate) cause: &'static str,
    pub(crate) next: &'static str,
    /// As JSON.
    pub(crate) details: &'static str,
}

const fn row(status: u16, body: &'static str, code: ErrorCode, cause: &'static str, next: &'static str) -> Row {
    Row { status, body, is_of_a_create: false, code, cause, next, details: "{}" }
}

impl Row {
    const fn of_a_create(self) -> Self {
        Self { is_of_a_create: true, ..self }
    }

    const fn details(self, details: &'static str) -> Self {
        Self { details, ..self }
    }
}

#[rustfmt::skip]
pub(crate) static ROWS: &[Row] = &[
    row(302, "", Internal,
        "HighLevel answered with a redirect (HTTP status 302), which is not followed",
        "have the operator check the base URL"),
    row(400, r#"{"statusCode":400,"message":"This location does not allow duplicated contacts.","meta":{"contactId":"ocQHyuzHvysMo5N5VsXc","contactName":"Ada","matchingField":"email"}}"#, Conflict,
        "contact ocQHyuzHvysMo5N5VsXc has the same email, and this location allows no duplicates",
        "update that contact with contacts_update-contact, or use contacts_upsert-contact")
        .details(r#"{"contactId":"ocQHyuzHvysMo5N5VsXc","contactName":"Ada","matchingField":"email"}"#),
    row(400, r#"{"statusCode":400,"message":"This location does not allow duplicated contacts."}"#, Conflict,
        "such a contact exists, and this location allows no duplicates",
        "find it with contacts_get-contacts and update it, or use contacts_upsert-contact"),
    row(400, r#"{"error":"Contact with id c1 not found","status":400}"#, NotFound,
        "this location has no contact with this id",
        "find the contact's id with contacts_get-contacts"),
    row(400, r#"{"message":"assignedTo user not found","path":"/contacts/"}"#, InvalidArguments,
        "HighLevel refused the values: assignedTo user not found",
        "correct them and call again"),
    row(400, r#"{"message":"Custom field not found for contact"}"#, InvalidArguments,
        "HighLevel refused the values: Custom field not found for contact",
        "correct them and call again"),
    row(400, r#"{"message":"Contact not found for id:c1","error":"Bad Request","statusCode":400}"#, NotFound,
        "this location has no contact with this id",
        "find the contact's id with contacts_get-contacts"),
    row(400, r#"{"status":400,"message":"Error occurred while searching for contact","name":"HttpException","traceId":"t1"}"#, Unavailable,
        "HighLevel's search failed for a moment",
        "call again in a moment")
        .details(r#"{"traceId":"t1"}"#),
    row(400, r#"{"message":"Endpoint /contacts/ not available in API version v3","error":"Bad Request"}"#, Internal,
        "HighLevel has no DELETE /contacts/{id}/tags in version 2021-07-28: Endpoint /contacts/ not available in API version v3",
        "tell the operator of this server; calling again will not help"),
    row(400, r#"{"statusCode":422,"message":["a contact needs at least one property beside locationId"],"error":"Unprocessable Entity"}"#, InvalidArguments,
        "HighLevel refused the values: a contact needs at least one property beside locationId",
        "correct them and call again"),
    row(400, r#"{"msg":"Missing phone number"}"#, Refused,
        "the contact has no phone number to send to",
        "give it one with contacts_update-contact (such as +15550100), or use another channel"),
    row(400, r#"["not", "an", "object"]"#, InvalidArguments,
        r#"HighLevel refused the values: ["not","an","object"]"#,
        "correct them and call again"),
    row(400, r#"{"statusCode":400,"message":"Can not create duplicate opportunity for the contact.","code":"OPPORTUNITY_NO_DUPLICATE","meta":{"existingId":"6sS72KhoDY0KpgQJilHT"},"error":"Bad Request"}"#, Conflict,
        "the contact has the opportunity 6sS72KhoDY0KpgQJilHT already, and this location allows no second one",
        "update that opportunity with opportunities_update-opportunity")
        .details(r#"{"code":"OPPORTUNITY_NO_DUPLICATE","existingId":"6sS72KhoDY0KpgQJilHT"}"#),
    row(400, r#"{"message":"Can not create duplicate opportunity for the contact."}"#, Conflict,
        "the contact has an opportunity already, and this location allows no second one",
        "find it with opportunities_search-opportunity and update it"),
    row(400, r#"{"message":"Conversation already exists","canonicalCode":"CONVERSATIONS_ALREADY_EXISTS","conversationId":"tDtDnQdgm2LXpyiqYvZ6"}"#, Conflict,
        "the contact has the conversation tDtDnQdgm2LXpyiqYvZ6 already",
        "use that conversation")
        .details(r#"{"canonicalCode":"CONVERSATIONS_ALREADY_EXISTS","conversationId":"tDtDnQdgm2LXpyiqYvZ6"}"#),
    row(400, r#"{"message":"Conversation already exists"}"#, Conflict,
        "the contact has a conversation already",
        "find it with conversations_search-conversation"),
    row(400, r#"{"statusCode":400,"message":"Location not found"}"#, NotFound,
        "HighLevel has no location with the id that is configured",
        "have the operator give a location id and a token of the same sub-account"),
    row(400, r#"{"statusCode":400,"message":"Order not found"}"#, NotFound,
        "this location has no order with this id",
        "find the order's id with payments_list-transactions"),
    row(400, r#"{"message":"Opportunity with id 6sS72KhoDY0KpgQJilHT not found"}"#, NotFound,
        "this location has no opportunity with this id",
        "find the opportunity's id with opportunities_search-opportunity"),
    row(400, r#"{"status":400,"message":"Cannot send message as DND is active for SMS.","name":"HttpException"}"#, Refused,
        "the contact does not want to be written to: Cannot send message as DND is active for SMS",
        "do not send it again; `dndSettings` of the contact tells which other channels are open"),
    row(400, r#"{"status":400,"message":"Cannot send message","canonicalCode":"CONVERSATIONS_MSG_UNSUBSCRIBED"}"#, Refused,
        "the contact has unsubscribed from such messages: Cannot send message",
        "do not send it again; only the contact can undo this")
        .details(r#"{"canonicalCode":"CONVERSATIONS_MSG_UNSUBSCRIBED"}"#),
    row(400, r#"{"status":400,"message":"There is no message or attachments"}"#, InvalidArguments,
        "the message has no content",
        "give `message` or `attachments`; an email needs `subject` and `html`"),
    row(401, r#"{"statusCode":401,"message":"Invalid Private Integration token"}"#, Unauthenticated,
        "HighLevel does not accept the token: Invalid Private Integration token",
        "have the operator give a current Private Integration token of this location; a rotated one ends after 7 days"),
    row(401, r#"{"statusCode":401,"message":"Invalid JWT"}"#, Unauthenticated,
        "HighLevel does not accept the token: Invalid JWT",
        "have the operator give a current Private Integration token of this location; a rotated one ends after 7 days"),
    row(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#, PermissionDenied,
        "the token lacks the scope contacts.write",
        r#"have "Edit Contacts" ticked for this token on HighLevel's page Settings > Private Integrations; the token stays the same"#)
        .details(r#"{"missingScope":"contacts.write"}"#),
    row(401, r#"{"statusCode":401,"message":"version header was not found."}"#, Internal,
        "HighLevel did not accept the header `Version: 2021-07-28` of DELETE /contacts/{id}/tags: version header was not found",
        "tell the operator of this server; calling again will not help"),
    row(401, r#"{"statusCode":401,"message":"version header is invalid"}"#, Internal,
        "HighLevel did not accept the header `Version: 2021-07-28` of DELETE /contacts/{id}/tags: version header is invalid",
        "tell the operator of this server; calling again will not help"),
    row(401, r#"{"message":"Command timed out"}"#, Unavailable,
        "HighLevel could not check the token in time",
        "call again in a moment"),
    row(401, r#"{"message":"E01 - Unauthorized request"}"#, Refused,
        "HighLevel does not open DELETE /contacts/{id}/tags to this token: E01 - Unauthorized request",
        "tell the operator of this server; calling again will not help"),
    row(401, r#"{"statusCode":401,"message":"This route is not yet supported by the IAM Service. Please update your IAM config.","error":"Unauthorized"}"#, Internal,
        "HighLevel has no DELETE /contacts/{id}/tags at this address, in this spelling: This route is not yet supported by the IAM Service. Please update your IAM config",
        "have the operator check the base URL"),
    row(401, r#"{"error":"Unauthorized","message":"Invalid token: access token is invalid"}"#, Unauthenticated,
        "HighLevel does not accept the token: Invalid token: access token is invalid",
        "have the operator give a current Private Integration token of this location; a rotated one ends after 7 days"),
    row(403, r#"{"statusCode":403,"message":"The token does not have access to this location."}"#, PermissionDenied,
        "the token does not reach the location that is configured",
        "have the operator give a location id and a token of the same sub-account"),
    row(403, r#"{"message":"Forbidden resource","error":"Forbidden","statusCode":403}"#, PermissionDenied,
        "HighLevel opens DELETE /contacts/{id}/tags to agency tokens only",
        "tell the operator of this server; calling again will not help"),
    row(403, "<!DOCTYPE html><html><body>error code: 1010</body></html>", Refused,
        "the network in front of HighLevel blocks this program's User-Agent (error 1010)",
        "tell the operator of this server; calling again will not help"),
    row(403, "", PermissionDenied,
        "HighLevel forbids DELETE /contacts/{id}/tags: no reason given",
        r#"have the operator check that "Edit Contacts" (contacts.write) is ticked for this token"#),
    row(403, r#""Forbidden""#, PermissionDenied,
        "HighLevel forbids DELETE /contacts/{id}/tags: Forbidden",
        r#"have the operator check that "Edit Contacts" (contacts.write) is ticked for this token"#),
    row(404, r#"{"message":"Contact cannot be found"}"#, NotFound,
        "this location has no contact with this id",
        "find the contact's id with contacts_get-contacts"),
    row(404, "", NotFound,
        "this location has no contact with this id",
        "find the contact's id with contacts_get-contacts"),
    row(404, r#"{"message":"Cannot DELETE /contacts/c1/tags","error":"Not Found","statusCode":404}"#, Internal,
        "there is no DELETE /contacts/{id}/tags at this address",
        "have the operator check the base URL"),
    row(404, r#"{"message":"Conversation not found"}"#, NotFound,
        "this location has no conversation with this id",
        "find the conversation's id with conversations_search-conversation"),
    row(404, r#"{"message":"Appointment not found"}"#, NotFound,
        "this location has no appointment with this id",
        "find the appointment's id with calendars_get-calendar-events"),
    row(404, r#"{"message":"Contact not found"}"#, NotFound,
        "this location has no contact with this id",
        "find the contact's id with contacts_get-contacts")
        .of_a_create(),
    row(404, "", Internal,
        "there is no POST /contacts/ at this address: no reason given",
        "have the operator check the base URL")
        .of_a_create(),
    row(418, "I am a teapot", Refused,
        "HighLevel refused DELETE /contacts/{id}/tags with HTTP status 418: I am a teapot",
        "tell the operator of this server; calling again will not help"),
    row(422, r#"{"statusCode":422,"message":["property foo should not exist","email must be an email."],"error":"Unprocessable Entity","traceId":"t2"}"#, InvalidArguments,
        "HighLevel refused the values: property foo should not exist; email must be an email",
        "correct them and call again")
        .details(r#"{"traceId":"t2"}"#),
    row(422, r#"{"statusCode":422,"message":["location_id can't be undefined"],"error":"Unprocessable Entity"}"#, Internal,
        "HighLevel wants the location of DELETE /contacts/{id}/tags in another place: location_id can't be undefined",
        "tell the operator of this server; calling again will not help"),
    row(422, r#"{"statusCode":422,"message":["property locationId should not exist"],"error":"Unprocessable Entity"}"#, Internal,
        "HighLevel wants the location of POST /contacts/ in another place: property locationId should not exist",
        "tell the operator of this server; calling again will not help")
        .of_a_create(),
    row(422, r#"{"statusCode":422,"message":["email must be an email"],"error":"Unprocessable Entity","traceId":"t3"}"#, InvalidArguments,
        "HighLevel refused the values: email must be an email",
        "search for the contact, which may exist all the same, then correct the values")
        .details(r#"{"mayBeDone":true,"traceId":"t3"}"#)
        .of_a_create(),
    row(429, r#"{"statusCode":429,"message":"Too Many Requests"}"#, RateLimited,
        "the rate limit of this location is used up",
        "call again in 10 seconds")
        .details(r#"{"retryAfterSeconds":10}"#),
    row(500, r#"{"statusCode":500,"message":"Internal server error"}"#, Unavailable,
        "HighLevel failed with HTTP status 500",
        "it may have been carried out; look before you repeat it")
        .details(r#"{"mayBeDone":true}"#),
    row(502, "<html><head><title>502 Bad Gateway</title></head></html>", Unavailable,
        "HighLevel failed with HTTP status 502",
        "it may have been carried out; look before you repeat it")
        .details(r#"{"mayBeDone":true}"#),
];
