//! What HighLevel says when something fails -> what the model is told: code, cause, next step.

mod rules;
mod said;

use std::{iter, slice, time::Duration};

use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use http::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use self::{
    rules::{IN_A_MOMENT, NO_USE, Rule, SAME_SUB_ACCOUNT},
    said::{Said, plain},
};
use super::{operation::Operation, quota, record, tenant::Identity};
use crate::api::{
    UpstreamError,
    retry::{Outcome, SendError},
};

const MADE_ALL_THE_SAME: &str = "search for the contact, which may exist all the same, then correct the values";

/// Whether the same request may succeed in a moment.
pub(crate) fn is_transient(response: &Response<Bytes>) -> bool {
    !response.status().is_success() && Rule::of(response.status(), &Said::of(&text_of(response.body()))).transient
}

/// Reads the outcome of an operation: the answer, or what the model is told.
pub(crate) fn read<T: DeserializeOwned>(
    operation: &Operation,
    identity: &Identity,
    outcome: Outcome,
) -> Result<T, ToolError> {
    let response = match outcome {
        Ok(response) => response,
        Err(SendError::Exhausted(exhausted)) => {
            return Err(rate_limited(operation, Said::of(""), exhausted.retry_after).caused_by(exhausted));
        }
        Err(SendError::Upstream(error)) => return Err(lost(operation, error)),
    };
    if !response.status().is_success() {
        return Err(refused(operation, &identity.credential, &response));
    }
    let unreadable = |error: serde_json::Error| {
        let cause = "HighLevel's answer could not be read";
        ToolError::new(ErrorCode::Unavailable, cause).next(unsettled(operation, NO_USE)).caused_by(error)
    };
    let mut answer: Value = serde_json::from_slice(response.body()).map_err(unreadable)?;
    record::remove_secrets(&mut answer);
    if locations_in(&answer).any(|location| location != identity.location.as_str()) {
        return Err(elsewhere(operation));
    }
    T::deserialize(answer).map_err(unreadable)
}

/// The locations that the records of an answer belong to, as far as they say so. A record may be the answer itself.
fn locations_in(answer: &Value) -> impl Iterator<Item = &str> {
    let members = answer.as_object().into_iter().flat_map(Map::values);
    let records = members.flat_map(|member| member.as_array().map_or(slice::from_ref(member), Vec::as_slice));
    iter::once(answer).chain(records).filter_map(location_of)
}

fn location_of(record: &Value) -> Option<&str> {
    ["locationId", "altId"].iter().find_map(|name| record.get(name)?.as_str())
}

fn elsewhere(operation: &Operation) -> ToolError {
    let cause = if operation.is_read {
        "the token is of another location than the one that is configured"
    } else {
        "the token is of another location than the one that is configured; this was carried out there"
    };
    ToolError::new(ErrorCode::PermissionDenied, cause).next(SAME_SUB_ACCOUNT)
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

fn rate_limited(operation: &Operation, mut said: Said, retry_after: Duration) -> ToolError {
    said.details.insert("retryAfterSeconds".to_owned(), whole_seconds(retry_after).into());
    explained(operation, StatusCode::TOO_MANY_REQUESTS, said)
}

fn refused(operation: &Operation, credential: &SecretString, response: &Response<Bytes>) -> ToolError {
    // No answer of a vendor is trusted not to repeat the token.
    let said = Said::of(&text_of(response.body()).replace(credential.expose_secret(), "[token]"));
    match response.status() {
        StatusCode::TOO_MANY_REQUESTS => rate_limited(operation, said, retry_after(response)),
        status => explained(operation, status, said),
    }
}

fn explained(operation: &Operation, status: StatusCode, said: Said) -> ToolError {
    let rule = Rule::of(status, &said);
    let next = match status.as_u16() {
        // Reported for contacts: the record is made, and then a value is refused.
        422 if operation.makes_records() => MADE_ALL_THE_SAME.to_owned(),
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

fn retry_after(response: &Response<Bytes>) -> Duration {
    let quota = quota::of(response);
    let used_up = [quota.burst, quota.day].into_iter().flatten().filter(|window| window.remaining == 0);
    used_up.map(|window| window.resets_in).max().unwrap_or_default()
}

fn whole_seconds(duration: Duration) -> u64 {
    duration.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
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
            let identity = Identity { location: "L1".parse().unwrap(), credential: "TOKEN".into() };
            for operation in [&GET_CONTACT, &CREATE_CONTACT] {
                let response = Response::builder().status(status).body(body.clone().into()).unwrap();
                if let Err(error) = read::<Vec<u8>>(operation, &identity, Ok(response)) {
                    let text = format!("{error} {}", serde_json::to_string(&error).unwrap());
                    prop_assert!(!text.contains("TOKEN"), "{text}");
                    prop_assert!(error.next_step().is_some() && error.cause().len() > 10, "{text}");
                }
            }
        }
    }
}
