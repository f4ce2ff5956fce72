//! Refusals of Close's in every form of body and header, and what the model is told.

use crm_mcp_core::ErrorCode::{
    self, Conflict, Internal, InvalidArguments, NotFound, PermissionDenied, RateLimited, Refused, Unauthenticated,
    Unavailable,
};

/// A refusal, and all of the error that is made of it.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) status: u16,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: &'static str,
    /// Whether a lead status was to be created; otherwise, a lead to be updated.
    pub(crate) is_of_a_create: bool,
    pub(crate) code: ErrorCode,
    pub(crate) cause: &'static str,
    pub(crate) next: &'static str,
    /// As JSON.
    pub(crate) details: &'static str,
}

const fn row(status: u16, body: &'static str, code: ErrorCode, cause: &'static str, next: &'static str) -> Row {
    Row { status, headers: &[], body, is_of_a_create: false, code, cause, next, details: "{}" }
}

/// A refused value, and how it is told.
const fn values(body: &'static str, cause: &'static str) -> Row {
    row(400, body, InvalidArguments, cause, "correct them and call again")
}

/// A failure of Close's, after which the write may have been carried out.
const fn failure(status: u16, body: &'static str, cause: &'static str) -> Row {
    row(status, body, Unavailable, cause, "it may have been carried out; look before you repeat it")
        .details(r#"{"mayBeDone":true}"#)
}

/// A refusal for the rate with these headers, and how it is told.
const fn rate(headers: &'static [(&'static str, &'static str)], next: &'static str, details: &'static str) -> Row {
    let cause = "Close's rate limit for PUT /lead/{id}/ is used up";
    Row { headers, ..row(429, r#"{"error":"API call count exceeded for this period"}"#, RateLimited, cause, next) }
        .details(details)
}

impl Row {
    const fn of_a_create(self) -> Self {
        Self { is_of_a_create: true, ..self }
    }

    const fn details(self, details: &'static str) -> Self {
        Self { details, ..self }
    }
}

const CHECK_URL: &str = "have the operator check the base URL";
const CHECK_KEY: &str = "have the operator give a current API key or access token of this organization";
const IN_FRONT: &str = "tell the operator of this server; calling again later may help";
const NO_USE: &str = "tell the operator of this server; calling again will not help";

#[rustfmt::skip]
pub(crate) static ROWS: &[Row] = &[
    row(302, "", Internal, "Close answered with a redirect (HTTP status 302), which is not followed", CHECK_URL),
    row(308, "<html>Moved</html>", Internal, "Close answered with a redirect (HTTP status 308), which is not followed", CHECK_URL),

    values(r#"{"error":"The request is broken."}"#, "Close refused the values: The request is broken"),
    values(r#"{"errors":["No such status.","No such user"],"field-errors":{}}"#,
        "Close refused the values: No such status; No such user"),
    values(r#"{"errors":[],"field-errors":{"name":"Too long."}}"#, "Close refused the values: name: Too long"),
    values(r#"{"errors":["Bad values."],"field-errors":{"url":["No URL.","Too long"]}}"#,
        "Close refused the values: Bad values; url: No URL, Too long"),
    values(r#"{"errors":[],"field-errors":{"addresses":{"errors":{"0":{"field-errors":{"country":"Unknown."}}}}}}"#,
        "Close refused the values: addresses.errors.0.field-errors.country: Unknown"),
    values(r#"{"field-errors":{"emails":[{},{"email":["Invalid."]}]}}"#, "Close refused the values: emails.1.email: Invalid"),
    values(r#"{"error":null,"errors":[],"field-errors":null}"#, "Close refused the values: no reason given"),
    values(r#"["not","an","object"]"#, r#"Close refused the values: ["not","an","object"]"#),
    values("Bad Request", "Close refused the values: Bad Request"),
    values("", "Close refused the values: no reason given"),
    row(422, r#"{"error":"Unprocessable."}"#, InvalidArguments, "Close refused the values: Unprocessable", "correct them and call again"),

    row(401, r#"{"error":"The api key is not valid."}"#, Unauthenticated,
        "Close does not accept the credential: The api key is not valid", CHECK_KEY),
    row(401, "", Unauthenticated, "Close does not accept the credential: no reason given", CHECK_KEY),
    row(402, r#"{"error":"Your plan has no more leads."}"#, Refused,
        "the plan of this organization does not include PUT /lead/{id}/: Your plan has no more leads",
        "tell the user; an administrator can change the plan in Close, and calling again will not help"),
    row(403, r#"{"error":"You may not do this."}"#, PermissionDenied,
        "the user behind the credential may not use PUT /lead/{id}/: You may not do this",
        "have an administrator give that user's role the permission in Close"),

    row(404, r#"{"error":"Not found"}"#, NotFound, "this organization has no lead with this id",
        "find the lead's id with lead_search"),
    row(404, "", NotFound, "this organization has no lead with this id", "find the lead's id with lead_search"),
    row(404, r#"{"error":"Nothing is here."}"#, Internal,
        "there is no POST /status/lead/ at this address: Nothing is here", CHECK_URL).of_a_create(),
    row(404, "<html><head><title>404 Not Found</title></head></html>", Internal,
        "a web page came in place of Close's answer; there is no PUT /lead/{id}/ at this address", CHECK_URL),
    row(405, r#"{"error":"Method not allowed."}"#, Internal,
        "there is no PUT /lead/{id}/ at this address: Method not allowed", CHECK_URL),
    row(409, r#"{"error":"The lead was merged."}"#, Conflict, "Close refused the change: The lead was merged",
        "read the record, then decide again"),
    row(415, r#"{"error":"Content type not supported."}"#, Internal,
        "Close did not accept the form of PUT /lead/{id}/: Content type not supported", NO_USE),
    row(418, "I am a teapot", Refused, "Close refused PUT /lead/{id}/ with HTTP status 418: I am a teapot", NO_USE),

    rate(&[("ratelimit", "limit=100, remaining=0, reset=5")], "call again in 5 seconds", r#"{"retryAfterSeconds":5}"#),
    rate(&[("ratelimit", "limit=100; remaining=0; reset=7")], "call again in 7 seconds", r#"{"retryAfterSeconds":7}"#),
    rate(&[("ratelimit", "limit=100;remaining=0;reset=1.5")], "call again in 2 seconds", r#"{"retryAfterSeconds":2}"#),
    rate(&[("RateLimit-Limit", "100"), ("RateLimit-Remaining", "0"), ("RateLimit-Reset", "4")],
        "call again in 4 seconds", r#"{"retryAfterSeconds":4}"#),
    rate(&[("ratelimit", "limit=100, remaining=0, reset=3"), ("retry-after", "3"), ("ratelimit-reset", "3")],
        "call again in 3 seconds", r#"{"retryAfterSeconds":3}"#),
    rate(&[("retry-after", "6")], "call again in 6 seconds", r#"{"retryAfterSeconds":6}"#),
    rate(&[("ratelimit-reset", "2.25")], "call again in 3 seconds", r#"{"retryAfterSeconds":3}"#),
    rate(&[("ratelimit", "limit=many, remaining=-1, reset=NaN")], "call again in 2 seconds", r#"{"retryAfterSeconds":2}"#),
    rate(&[], "call again in 2 seconds", r#"{"retryAfterSeconds":2}"#),
    row(429, "error code: 1015", RateLimited,
        "the network in front of Close limits how often this server calls: error code: 1015",
        "call again in 2 seconds").details(r#"{"retryAfterSeconds":2}"#),

    row(400, "<html><head><title>400 Request Header Or Cookie Too Large</title></head></html>", Unavailable,
        "the network in front of Close blocked this call with HTTP status 400", IN_FRONT),
    row(401, "<html><head><title>401 Authorization Required</title></head></html>", Unavailable,
        "the network in front of Close blocked this call with HTTP status 401", IN_FRONT),
    row(403, "<!DOCTYPE html><html><head><title>Attention Required!</title></head></html>", Unavailable,
        "the network in front of Close blocked this call with HTTP status 403", IN_FRONT),
    row(403, r#"{"title":"Error 1009: Access denied","status":403,"detail":"Blocked by country.","cloudflare_error":true}"#, Unavailable,
        "the network in front of Close blocked this call with HTTP status 403: Blocked by country", IN_FRONT),

    failure(500, r#"{"error":"Something broke."}"#, "Close failed with HTTP status 500: Something broke"),
    failure(502, "<html><head><title>502 Bad Gateway</title></head></html>", "Close failed with HTTP status 502"),
    failure(503, "", "Close failed with HTTP status 503"),
    failure(504, "upstream request timeout", "Close failed with HTTP status 504: upstream request timeout"),
    failure(500, r#"{"error":"Lead not found."}"#, "Close failed with HTTP status 500: Lead not found"),
];
