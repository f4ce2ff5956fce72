//! What HighLevel says when something fails -> what the model is told: code, cause, next step.

mod rules;
mod said;
#[cfg(test)]
mod tests;
mod topic;

use std::time::Duration;

use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use http::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};

use self::{
    rules::{IN_A_MOMENT, NO_USE, Rule, SAME_SUB_ACCOUNT},
    said::{Said, plain},
    topic::Topic,
};
use super::tables::{operation::Operation, quota_headers};
use crate::{
    api::{UpstreamError, pace::NoPlace, retry::SendError},
    crm::value::whole_seconds,
};

/// The detail, `true`, of an error after which a write may have been carried out all the same: look before it is repeated.
pub(crate) const MAY_BE_DONE: &str = "mayBeDone";

/// The detail, `true`, of an error after which a write has been carried out all the same: it must not be repeated.
pub(crate) const DONE: &str = "done";

/// The detail, in seconds, of an error after which the same call may succeed.
const RETRY_AFTER: &str = "retryAfterSeconds";

/// How long to stay away from HighLevel where it is too slow for a call and does not say how long.
const REST: Duration = Duration::from_secs(10);

/// The detail, `true`, of an error after which a part of a write has been carried out: only the rest may be repeated.
const DONE_IN_PART: &str = "doneInPart";

/// The detail that names the scope without which HighLevel did not do it.
const MISSING_SCOPE: &str = "missingScope";

/// Whether nothing but the token's scopes stood against it.
pub(crate) fn is_missing_scope(error: &ToolError) -> bool {
    error.details().contains_key(MISSING_SCOPE)
}

/// Whether the same request may succeed in a moment.
pub(crate) fn is_transient(operation: &Operation, response: &Response<Bytes>) -> bool {
    let is_refusal = !response.status().is_success();
    is_refusal && rule_of(operation, response.status(), &Said::of(&text_of(response.body()), "")).0.transient
}

/// What is told where there is no answer.
pub(crate) fn unanswered(operation: &Operation, failure: SendError) -> ToolError {
    match failure {
        SendError::NoPlace(no_place) => not_sent(operation, no_place),
        SendError::Upstream(error) => lost(operation, error),
        SendError::OutOfTime(whole) => {
            let seconds = whole_seconds(whole);
            let cause = format!("this was not sent, because the {seconds} seconds of this call were nearly over");
            come_back_in(ToolError::new(ErrorCode::Unavailable, cause), REST)
        }
    }
}

/// What is told of a failure at the end: that this call has used up its time, if it has, and when to come back.
/// `come_back` is what HighLevel says of that.
pub(crate) fn in_time(error: ToolError, used_up: Option<Duration>, come_back: Option<Duration>) -> ToolError {
    let told = match used_up {
        Some(whole) => {
            let cause = format!("{}; this call has used up its {} seconds", error.message(), whole_seconds(whole));
            retold(&error, cause).with_source(error)
        }
        None => error,
    };
    match come_back.or(used_up.map(|_| REST)) {
        Some(delay) => come_back_in(told, delay),
        None => told,
    }
}

/// The error with the time after which to call again. A write that may have been carried out is looked at, and not
/// called again.
fn come_back_in(error: ToolError, delay: Duration) -> ToolError {
    if [MAY_BE_DONE, DONE, RETRY_AFTER].iter().any(|detail| error.details().contains_key(*detail)) {
        return error;
    }
    let seconds = whole_seconds(delay).max(1);
    error.with_next_step(format!("call again in {seconds} seconds")).with_detail(RETRY_AFTER, seconds)
}

/// The same error with another cause in words, and without its source. It stays marked for the operator.
pub(crate) fn retold(why: &ToolError, cause: String) -> ToolError {
    retold_with(why, cause, |_| true)
}

/// The error of a part of a write, after the other part was carried out. It does not say when to call again, for a program
/// would repeat all of it.
pub(crate) fn retold_in_part(why: &ToolError, cause: String) -> ToolError {
    retold_with(why, cause, |detail| detail != RETRY_AFTER).with_detail(DONE_IN_PART, true)
}

fn retold_with(why: &ToolError, cause: String, is_kept: impl Fn(&str) -> bool) -> ToolError {
    let error = ToolError::new(why.code(), cause);
    let error = match why.operator_note() {
        Some(words) => error.with_operator_note(words.to_owned()),
        None => error,
    };
    let error = match why.next_step() {
        Some(step) => error.with_next_step(step.to_owned()),
        None => error,
    };
    let details = why.details().iter().filter(|(name, _)| is_kept(name));
    details.fold(error, |error, (name, value)| error.with_detail(name, value.clone()))
}

/// What is told of a success whose body is not what it should be. A write was carried out all the same.
pub(crate) fn unreadable(operation: &Operation, source: String) -> ToolError {
    if operation.is_read() {
        let cause = "HighLevel's answer could not be read";
        return ToolError::new(ErrorCode::Unavailable, cause)
            .with_next_step(NO_USE)
            .with_source(source)
            .with_operator_note(cause);
    }
    let cause = "HighLevel carried this out, but its answer could not be read";
    ToolError::new(ErrorCode::Unavailable, cause)
        .with_next_step(format!("do not repeat it; see what is there with {}", operation.shown_by))
        .with_detail(DONE, true)
        .with_source(source)
        .with_operator_note(cause)
}

/// What is told of a write that was answered with a web page: something in between may have answered, and not HighLevel.
pub(crate) fn web_page(operation: &Operation) -> ToolError {
    let cause = "a web page came back, which is no answer of HighLevel's API";
    unsettled(operation, ToolError::new(ErrorCode::Unavailable, cause).with_operator_note(cause), NO_USE)
}

/// What is told of a success whose body says that there was none.
pub(crate) fn not_done(operation: &Operation, credential: &SecretString, response: &Response<Bytes>) -> ToolError {
    let said = Said::of(&text_of(response.body()), credential.expose_secret());
    let cause = format!("HighLevel says that it did not carry this out{}", said.reason());
    let next = format!("see what is there with {} before you repeat it", operation.shown_by);
    ToolError::new(ErrorCode::Refused, cause).with_next_step(next)
}

/// What is told of a record that belongs to another location.
pub(crate) fn elsewhere(operation: &Operation) -> ToolError {
    let cause = "the token is of another location than the one that is configured";
    if operation.is_read() {
        return ToolError::new(ErrorCode::PermissionDenied, cause)
            .with_next_step(SAME_SUB_ACCOUNT)
            .with_operator_note(cause);
    }
    let cause = format!("{cause}; this was carried out there");
    let error = ToolError::new(ErrorCode::PermissionDenied, cause.clone());
    error.with_next_step(SAME_SUB_ACCOUNT).with_detail(DONE, true).with_operator_note(cause)
}

/// A failure that leaves open whether the operation was carried out; a read can do what is said next.
fn unsettled(operation: &Operation, error: ToolError, next: &'static str) -> ToolError {
    if operation.is_read() {
        return error.with_next_step(next);
    }
    error.with_next_step("it may have been carried out; look before you repeat it").with_detail(MAY_BE_DONE, true)
}

fn lost(operation: &Operation, error: UpstreamError) -> ToolError {
    let next =
        if matches!(error, UpstreamError::TooLarge(_)) { "ask for fewer records at a time" } else { IN_A_MOMENT };
    let arrived = error.may_have_arrived();
    let told = ToolError::new(ErrorCode::Unavailable, format!("HighLevel did not answer: {error}")).with_source(error);
    if arrived { unsettled(operation, told, next) } else { told.with_next_step(next) }
}

fn not_sent(operation: &Operation, no_place: NoPlace) -> ToolError {
    let error = match no_place {
        NoPlace::Exhausted { retry_after } => rate_limited(operation, Said::of("", ""), retry_after),
        NoPlace::Unanswered => {
            ToolError::new(ErrorCode::Unavailable, "HighLevel has not answered the calls before this one")
                .with_next_step(IN_A_MOMENT)
        }
    };
    error.with_source(no_place)
}

fn rate_limited(operation: &Operation, mut said: Said, retry_after: Duration) -> ToolError {
    said.details.insert(RETRY_AFTER.to_owned(), whole_seconds(retry_after).into());
    explained(operation, StatusCode::TOO_MANY_REQUESTS, said)
}

/// What is told of a refusal.
pub(crate) fn refused(operation: &Operation, credential: &SecretString, response: &Response<Bytes>) -> ToolError {
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
            error.with_next_step(next).with_detail(MAY_BE_DONE, true)
        }
        500.. if rule.transient => unsettled(operation, error, rule.next),
        _ => error.with_next_step(fill(rule.next)),
    };
    let error = if rule.is_for_operator { error.with_operator_note(fill(&rule.cause_for_operator())) } else { error };
    let error = if rule.lacks_scope { error.with_detail(MISSING_SCOPE, operation.scope.as_str()) } else { error };
    said.details.into_iter().fold(error, |error, (name, value)| error.with_detail(name, value))
}

/// The rule for a refusal, and what is missing, if anything is.
fn rule_of(operation: &Operation, status: StatusCode, said: &Said) -> (&'static Rule, Option<&'static Topic>) {
    let named = Topic::named_at(operation.path);
    // A failing server may have begun a write before it missed something, but not without the record to be written to.
    let nothing_was_done =
        |missing: &&Topic| operation.is_read() || !status.is_server_error() || Some(*missing) == named;
    let missing = Topic::missing(said).filter(nothing_was_done);
    let missing = missing.or(named.filter(|_| status == StatusCode::NOT_FOUND));
    (Rule::of(status, said, missing), missing)
}

/// What the texts of rules have places for, by name; the vendor's words last, for they may hold anything.
fn facts<'a>(
    operation: &Operation,
    status: StatusCode,
    said: &'a Said,
    missing: Option<&Topic>,
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
    let words = [("said", said.or_no_reason().to_owned()), ("reason", said.reason())];
    ours.into_iter().chain(missing.into_iter().flatten()).chain(details).chain(words).collect()
}

/// When to come back after a refusal for the rate.
fn retry_after(response: &Response<Bytes>) -> Duration {
    let quota = quota_headers::of(response);
    let day = quota.day.filter(|day| day.remaining == 0).map(|day| day.resets_in);
    quota.closed_for.max(day).unwrap_or_default()
}

/// The beginning of a body as text; errors are short, and what is not an error body is not worth more.
fn text_of(body: &[u8]) -> String {
    const ENOUGH: usize = 16 * 1024;
    let body = body.trim_ascii_start();
    String::from_utf8_lossy(&body[..body.len().min(ENOUGH)]).into_owned()
}
