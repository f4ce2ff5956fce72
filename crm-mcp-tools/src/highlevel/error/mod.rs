//! What HighLevel says when something fails -> what the model is told: code, cause, next step.

mod rules;
mod said;
mod subject;
#[cfg(test)]
mod tests;

use std::time::Duration;

use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use http::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use self::{
    rules::{IN_A_MOMENT, NO_USE, Rule, SAME_SUB_ACCOUNT},
    said::{Said, plain},
    subject::Subject,
};
use super::{operation::Operation, quota, record, tenant::Identity};
use crate::api::{
    UpstreamError,
    pace::NoPlace,
    retry::{Outcome, SendError},
};

/// The detail, `true`, of an error after which a write may have been carried out all the same: look before it is repeated.
pub(crate) const MAY_BE_DONE: &str = "mayBeDone";

/// The detail that names the scope without which HighLevel did not do it.
const MISSING_SCOPE: &str = "missingScope";

/// Whether nothing but the token's scopes stood against it.
pub(crate) fn is_missing_scope(error: &ToolError) -> bool {
    error.details().contains_key(MISSING_SCOPE)
}

/// Whether the same request may succeed in a moment.
pub(crate) fn is_transient(response: &Response<Bytes>) -> bool {
    let said = Said::of(&text_of(response.body()), "");
    !response.status().is_success() && Rule::of(response.status(), &said, None).transient
}

/// Reads the outcome of an operation: the answer, or what the model is told.
pub(crate) fn read<T: DeserializeOwned>(
    operation: &Operation,
    identity: &Identity,
    outcome: Outcome,
) -> Result<T, ToolError> {
    let response = match outcome {
        Ok(response) => response,
        Err(SendError::NoPlace(no_place)) => return Err(not_sent(operation, no_place)),
        Err(SendError::Upstream(error)) => return Err(lost(operation, error)),
    };
    if !response.status().is_success() {
        return Err(refused(operation, &identity.credential, &response));
    }
    let unreadable = |error: serde_json::Error| {
        let cause = "HighLevel's answer could not be read";
        let source = error.to_string().replace(identity.credential.expose_secret(), "[token]");
        unsettled(operation, ToolError::new(ErrorCode::Unavailable, cause).caused_by(source), NO_USE)
    };
    let mut answer: Value = serde_json::from_slice(response.body()).map_err(unreadable)?;
    record::remove_secrets(&mut answer);
    if is_of_another_location(&answer, identity.location.as_str()) {
        return Err(elsewhere(operation));
    }
    T::deserialize(answer).map_err(unreadable)
}

/// Whether a record of the answer says that it belongs to another location. A record may be the answer itself, and
/// stands in as many objects and lists as the vendor likes; within a record the name may mean something else.
fn is_of_another_location(answer: &Value, location: &str) -> bool {
    match answer {
        Value::Array(items) => items.iter().any(|item| is_of_another_location(item, location)),
        Value::Object(members) => match location_of(members) {
            Some(own) => own != location,
            None if members.contains_key("id") || members.contains_key("_id") => false,
            None => members.values().any(|member| is_of_another_location(member, location)),
        },
        _ => false,
    }
}

fn location_of(record: &Map<String, Value>) -> Option<&str> {
    ["locationId", "altId"].iter().find_map(|name| record.get(*name)?.as_str())
}

fn elsewhere(operation: &Operation) -> ToolError {
    let cause = if operation.is_read() {
        "the token is of another location than the one that is configured"
    } else {
        "the token is of another location than the one that is configured; this was carried out there"
    };
    ToolError::new(ErrorCode::PermissionDenied, cause).next(SAME_SUB_ACCOUNT)
}

/// A failure that leaves open whether the operation was carried out; a read can do what is said next.
fn unsettled(operation: &Operation, error: ToolError, next: &'static str) -> ToolError {
    if operation.is_read() {
        return error.next(next);
    }
    error.next("it may have been carried out; look before you repeat it").detail(MAY_BE_DONE, true)
}

fn lost(operation: &Operation, error: UpstreamError) -> ToolError {
    let next =
        if matches!(error, UpstreamError::TooLarge(_)) { "ask for fewer records at a time" } else { IN_A_MOMENT };
    let arrived = error.may_have_arrived();
    let told = ToolError::new(ErrorCode::Unavailable, format!("HighLevel did not answer: {error}")).caused_by(error);
    if arrived { unsettled(operation, told, next) } else { told.next(next) }
}

fn not_sent(operation: &Operation, no_place: NoPlace) -> ToolError {
    let error = match no_place {
        NoPlace::Exhausted { retry_after } => rate_limited(operation, Said::of("", ""), retry_after),
        NoPlace::Unanswered => {
            ToolError::new(ErrorCode::Unavailable, "HighLevel has not answered the calls before this one")
                .next(IN_A_MOMENT)
        }
    };
    error.caused_by(no_place)
}

fn rate_limited(operation: &Operation, mut said: Said, retry_after: Duration) -> ToolError {
    said.details.insert("retryAfterSeconds".to_owned(), whole_seconds(retry_after).into());
    explained(operation, StatusCode::TOO_MANY_REQUESTS, said)
}

fn refused(operation: &Operation, credential: &SecretString, response: &Response<Bytes>) -> ToolError {
    let said = Said::of(&text_of(response.body()), credential.expose_secret());
    match response.status() {
        StatusCode::TOO_MANY_REQUESTS => rate_limited(operation, said, retry_after(response)),
        status => explained(operation, status, said),
    }
}

fn explained(operation: &Operation, status: StatusCode, said: Said) -> ToolError {
    let (rule, missing) = rule_of(operation, status, &said);
    let facts = facts(operation, status, &said, missing);
    let fill = |text: &str| {
        facts.iter().fold(text.to_owned(), |text, (name, fact)| text.replace(&format!("{{{name}}}"), fact))
    };
    let error = ToolError::new(rule.code, fill(rule.cause));
    let error = match status.as_u16() {
        // Reported for contacts: the record is made, and then a value is refused.
        422 if operation.makes_contacts() && rule.code == ErrorCode::InvalidArguments => {
            let next = "search for the contact, which may exist all the same, then correct the values";
            error.next(next).detail(MAY_BE_DONE, true)
        }
        500.. => unsettled(operation, error, rule.next),
        _ => error.next(fill(rule.next)),
    };
    let error = if rule.lacks_scope { error.detail(MISSING_SCOPE, operation.scope.as_str()) } else { error };
    said.details.into_iter().fold(error, |error, (name, value)| error.detail(name, value))
}

/// The rule for a refusal, and what is missing, if anything is.
fn rule_of(operation: &Operation, status: StatusCode, said: &Said) -> (&'static Rule, Option<&'static Subject>) {
    let named = Subject::named_at(operation.path).filter(|_| status == StatusCode::NOT_FOUND);
    let missing = Subject::missing(said).or(named);
    (Rule::of(status, said, missing), missing)
}

/// What the texts of rules have places for, by name; the vendor's words last, for they may hold anything.
fn facts<'a>(
    operation: &Operation,
    status: StatusCode,
    said: &'a Said,
    missing: Option<&Subject>,
) -> Vec<(&'a str, String)> {
    let ours = [
        ("status", status.as_str().to_owned()),
        ("operation", operation.to_string()),
        ("version", operation.version.to_owned()),
        ("scope", operation.scope.to_string()),
        ("label", operation.scope.label().to_owned()),
    ];
    let missing = missing.map(|it| [("subject", it.name.to_owned()), ("find", it.find.to_owned())]);
    let details = said.details.iter().map(|(name, value)| (name.as_str(), plain(value)));
    let words = ("said", said.words.clone());
    ours.into_iter().chain(missing.into_iter().flatten()).chain(details).chain([words]).collect()
}

/// When to come back after a refusal for the rate.
fn retry_after(response: &Response<Bytes>) -> Duration {
    let quota = quota::of(response);
    let day = quota.day.filter(|day| day.remaining == 0).map(|day| day.resets_in);
    quota.closed_for.max(day).unwrap_or_default()
}

fn whole_seconds(duration: Duration) -> u64 {
    duration.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
}

/// The beginning of a body as text; errors are short, and what is not an error body is not worth more.
fn text_of(body: &[u8]) -> String {
    const ENOUGH: usize = 16 * 1024;
    let body = body.trim_ascii_start();
    String::from_utf8_lossy(&body[..body.len().min(ENOUGH)]).into_owned()
}
