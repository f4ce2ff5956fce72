//! What HighLevel says when something fails -> what the model is told: code, cause, next step.
//!
//! HighLevel has six shapes of error bodies, and its statuses mislead: a missing contact is a 400, a missing scope or
//! `Version` header a 401. So the status and the words together decide, by the table below.

use std::{ops::RangeInclusive, time::Duration};

use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use http::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{operation::Operation, quota};
use crate::api::{
    UpstreamError,
    retry::{Outcome, SendError},
};

/// What one kind of refusal means. The first rule that fits is taken.
struct Rule {
    statuses: RangeInclusive<u16>,
    /// Texts which the body has, all of them, in lower case.
    says: &'static [&'static str],
    code: ErrorCode,
    /// May hold `{said}` (the vendor's words), `{status}`, `{operation}`, `{version}`, `{scope}`, `{label}`, and any
    /// detail that the vendor gave.
    cause: &'static str,
    next: &'static str,
    /// The same request may succeed in a moment.
    transient: bool,
}

const fn rule(
    statuses: RangeInclusive<u16>,
    says: &'static [&'static str],
    code: ErrorCode,
    cause: &'static str,
    next: &'static str,
) -> Rule {
    Rule { statuses, says, code, cause, next, transient: false }
}

impl Rule {
    const fn transient(self) -> Self {
        Self { transient: true, ..self }
    }
}

const IN_A_MOMENT: &str = "call again in a moment";
const NO_USE: &str = "tell the operator of this server; calling again will not help";

#[rustfmt::skip]
static RULES: &[Rule] = &[
    rule(400..=400, &["duplicated contacts", "contactid", "matchingfield"], ErrorCode::Conflict,
        "contact {contactId} has the same {matchingField}, and this location allows no duplicates",
        "update that contact with contacts_update-contact, or use contacts_upsert-contact"),
    rule(400..=400, &["duplicated contacts"], ErrorCode::Conflict,
        "such a contact exists, and this location allows no duplicates",
        "find it with contacts_get-contacts and update it, or use contacts_upsert-contact"),
    rule(400..=400, &["contact", "not found"], ErrorCode::NotFound,
        "this location has no contact with this id",
        "find the contact's id with contacts_get-contacts"),
    rule(400..=400, &["error occurred while searching"], ErrorCode::Unavailable,
        "HighLevel's search failed for a moment", IN_A_MOMENT).transient(),
    rule(400..=400, &["not available in api version"], ErrorCode::Internal,
        "HighLevel has no {operation} in version {version}: {said}", NO_USE),
    rule(400..=400, &[], ErrorCode::InvalidArguments,
        "HighLevel refused the values: {said}", "correct them and call again"),

    rule(401..=401, &["not authorized for this scope"], ErrorCode::PermissionDenied,
        "the token lacks the scope {scope}",
        "have \"{label}\" ticked for this token on HighLevel's page Settings > Private Integrations; the token stays the same"),
    rule(401..=401, &["version header"], ErrorCode::Internal,
        "HighLevel did not accept the header `Version: {version}` of {operation}: {said}", NO_USE),
    rule(401..=401, &["command timed out"], ErrorCode::Unavailable,
        "HighLevel could not check the token in time", IN_A_MOMENT).transient(),
    rule(401..=401, &["unauthorized request"], ErrorCode::Refused,
        "HighLevel does not open {operation} to this token: {said}", NO_USE),
    rule(401..=401, &[], ErrorCode::Unauthenticated,
        "HighLevel does not accept the token: {said}",
        "have the operator give a current Private Integration token of this location; a rotated one ends after 7 days"),

    rule(403..=403, &["access to this location"], ErrorCode::PermissionDenied,
        "the token does not reach the location that is configured",
        "have the operator give a location id and a token of the same sub-account"),
    rule(403..=403, &["forbidden resource"], ErrorCode::PermissionDenied,
        "HighLevel opens {operation} to agency tokens only", NO_USE),
    rule(403..=403, &["error code: 1010"], ErrorCode::Refused,
        "the network in front of HighLevel blocks this program's User-Agent (error 1010)", NO_USE),
    rule(403..=403, &[], ErrorCode::PermissionDenied,
        "HighLevel forbids {operation}: {said}",
        "have the operator check that \"{label}\" ({scope}) is ticked for this token"),

    rule(404..=404, &["cannot "], ErrorCode::Internal,
        "there is no {operation} at this address", "have the operator check the base URL"),
    rule(404..=404, &[], ErrorCode::NotFound,
        "HighLevel has nothing with this id", "check the id; contacts_get-contacts finds contacts"),
    rule(422..=422, &[], ErrorCode::InvalidArguments,
        "HighLevel refused the values: {said}", "correct them and call again"),
    rule(429..=429, &[], ErrorCode::RateLimited,
        "the rate limit of this location is used up", "call again in {retryAfterSeconds} seconds").transient(),
    rule(500..=599, &[], ErrorCode::Unavailable,
        "HighLevel failed with HTTP status {status}", IN_A_MOMENT).transient(),
    rule(300..=399, &[], ErrorCode::Internal,
        "HighLevel answered with a redirect (HTTP status {status}), which is not followed",
        "have the operator check the base URL"),
];

static ANY_OTHER: Rule = rule(
    0..=u16::MAX,
    &[],
    ErrorCode::Refused,
    "HighLevel refused {operation} with HTTP status {status}: {said}",
    NO_USE,
);

impl Rule {
    fn of(status: StatusCode, body: &str) -> &'static Self {
        let body = body.to_lowercase();
        let fits =
            |rule: &&Self| rule.statuses.contains(&status.as_u16()) && rule.says.iter().all(|text| body.contains(text));
        RULES.iter().find(fits).unwrap_or(&ANY_OTHER)
    }
}

/// Whether the same request may succeed in a moment.
pub(crate) fn is_transient(response: &Response<Bytes>) -> bool {
    !response.status().is_success() && Rule::of(response.status(), &text_of(response.body())).transient
}

/// Reads the outcome of an operation: the answer, or what the model is told.
pub(crate) fn read<T: DeserializeOwned>(
    operation: &Operation,
    credential: &SecretString,
    outcome: Outcome,
) -> Result<T, ToolError> {
    let response = match outcome {
        Ok(response) => response,
        Err(SendError::Exhausted(exhausted)) => return Err(rate_limited(exhausted.retry_after).caused_by(exhausted)),
        Err(SendError::Upstream(error)) => return Err(lost(operation, error)),
    };
    if !response.status().is_success() {
        return Err(refused(operation, credential, &response));
    }
    serde_json::from_slice(response.body()).map_err(|error| {
        let cause = "HighLevel's answer could not be read";
        ToolError::new(ErrorCode::Unavailable, cause).next(unsettled(operation, NO_USE)).caused_by(error)
    })
}

/// The next step after a failure that leaves open whether the operation was carried out.
fn unsettled(operation: &Operation, next: &'static str) -> &'static str {
    if operation.is_read { next } else { "it may have been carried out; look before you repeat it" }
}

fn lost(operation: &Operation, error: UpstreamError) -> ToolError {
    let next = match &error {
        UpstreamError::TooLarge(_) => unsettled(operation, "ask for fewer records at a time"),
        error if error.may_have_arrived() => unsettled(operation, IN_A_MOMENT),
        _ => IN_A_MOMENT,
    };
    ToolError::new(ErrorCode::Unavailable, format!("HighLevel did not answer: {error}")).next(next).caused_by(error)
}

fn rate_limited(retry_after: Duration) -> ToolError {
    let seconds = whole_seconds(retry_after);
    ToolError::new(ErrorCode::RateLimited, "the rate limit of this location is used up")
        .next(format!("call again in {seconds} seconds"))
        .detail("retryAfterSeconds", seconds)
}

fn refused(operation: &Operation, credential: &SecretString, response: &Response<Bytes>) -> ToolError {
    let status = response.status();
    // No answer of a vendor is trusted not to repeat the token.
    let body = text_of(response.body()).replace(credential.expose_secret(), "[token]");
    let rule = Rule::of(status, &body);
    let mut said = Said::of(&body);
    if status == StatusCode::TOO_MANY_REQUESTS {
        said.details.insert("retryAfterSeconds".to_owned(), retry_after(response).into());
    }
    // A 422 may come after the record was made (reported for contacts), a 5xx at any time.
    let next = match status.as_u16() {
        422 if !operation.is_read => format!("{}; {}", rule.next, unsettled(operation, rule.next)),
        500.. => unsettled(operation, rule.next).to_owned(),
        _ => fill(rule.next, status, operation, &said),
    };
    let error = ToolError::new(rule.code, fill(rule.cause, status, operation, &said)).next(next);
    said.details.into_iter().fold(error, |error, (name, value)| error.detail(name, value))
}

/// Puts facts in the places that a rule's text has for them; the vendor's words last, for they may hold anything.
fn fill(text: &str, status: StatusCode, operation: &Operation, said: &Said) -> String {
    let facts = [
        ("status", status.as_str().to_owned()),
        ("operation", operation.to_string()),
        ("version", operation.version.to_owned()),
        ("scope", operation.scope.to_string()),
        ("label", operation.scope.label().to_owned()),
    ];
    let details = said.details.iter().map(|(name, value)| (name.as_str(), plain(value)));
    let words = [("said", said.words.clone())];
    facts
        .into_iter()
        .chain(details)
        .chain(words)
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &value))
}

fn retry_after(response: &Response<Bytes>) -> u64 {
    let quota = quota::of(response);
    let used_up = [quota.burst, quota.day].into_iter().flatten().filter(|window| window.remaining == 0);
    whole_seconds(used_up.map(|window| window.resets_in).max().unwrap_or_default())
}

fn whole_seconds(duration: Duration) -> u64 {
    duration.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
}

/// What an error body holds: the vendor's words, and the facts worth keeping.
struct Said {
    words: String,
    details: Map<String, Value>,
}

impl Said {
    const LONGEST: usize = 500;
    /// Where the words are, the best place first.
    const WORDS: [&str; 4] = ["message", "msg", "error", "detail"];

    fn of(body: &str) -> Self {
        let (words, details) = match serde_json::from_str(body) {
            Ok(Value::Object(fields)) => (Self::words_in(&fields), Self::details_in(&fields)),
            // A page of HTML says nothing to a model.
            _ if body.trim_start().starts_with('<') => (String::new(), Map::new()),
            _ => (body.trim().to_owned(), Map::new()),
        };
        let words = if words.is_empty() { "no reason given".to_owned() } else { shortened(&words) };
        Self { words, details }
    }

    fn words_in(fields: &Map<String, Value>) -> String {
        let words = Self::WORDS.iter().filter_map(|name| fields.get(*name)).map(|value| match value {
            Value::Array(messages) => messages.iter().map(sentence).collect::<Vec<_>>().join("; "),
            message => sentence(message),
        });
        words.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
    }

    /// Ids and codes at the top, and whatever `meta` says.
    fn details_in(fields: &Map<String, Value>) -> Map<String, Value> {
        let top = fields.iter().filter(|(name, _)| name.ends_with("Id") || *name == "canonicalCode");
        let meta = fields.get("meta").and_then(Value::as_object).into_iter().flatten();
        top.chain(meta)
            .filter(|(_, value)| value.is_string() || value.is_number())
            .map(|(name, value)| (name.clone(), shortened(&plain(value)).into()))
            .collect()
    }
}

fn sentence(value: &Value) -> String {
    plain(value).trim().trim_end_matches('.').to_owned()
}

/// A value as a reader wants it: text without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(Said::LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The beginning of a body as text; errors are short, and what is not an error body is not worth more.
fn text_of(body: &[u8]) -> String {
    const ENOUGH: usize = 16 * 1024;
    String::from_utf8_lossy(&body[..body.len().min(ENOUGH)]).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::highlevel::operation::{CREATE_CONTACT, GET_CONTACT};

    proptest! {
        #[test]
        fn whatever_comes_is_explained_and_never_holds_the_token(
            status in 200_u16..600,
            body in prop_oneof![
                any::<Vec<u8>>(),
                "[{\\[\"a-z:,0-9\\]}]*TOKEN[{\\[\"a-z:,0-9\\]}]*".prop_map(String::into_bytes),
                r#"\{"(message|error|traceId|meta)":(\["é?TOKEN", 1\]|\{"aId":"TOKEN"\}|"TOKEN\.{0,2}")\}"#
                    .prop_map(String::into_bytes),
            ],
        ) {
            for operation in [&GET_CONTACT, &CREATE_CONTACT] {
                let response = Response::builder().status(status).body(body.clone().into()).unwrap();
                if let Err(error) = read::<Vec<u8>>(operation, &"TOKEN".into(), Ok(response)) {
                    let text = format!("{error} {}", serde_json::to_string(&error).unwrap());
                    prop_assert!(!text.contains("TOKEN"), "{text}");
                    prop_assert!(error.next_step().is_some() && error.cause().len() > 10, "{text}");
                }
            }
        }
    }
}
