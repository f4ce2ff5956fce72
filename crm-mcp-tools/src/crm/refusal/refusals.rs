//! How the failures of one CRM are told: its table of refusals, and the words for what has no answer.

use std::{borrow::Cow, time::Duration};

use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use http::{Response, StatusCode};

use super::{
    details::{DONE, MAY_BE_DONE, MISSING_SCOPE, REST, RETRY_AFTER, come_back_in},
    rule::{IN_A_MOMENT, NO_USE, Rule},
    said::{Said, plain},
    topic::Topic,
};
use crate::{
    api::{TokenError, UpstreamError, pace::NoPlace, retry::SendError},
    crm::{operation::Operation, value::whole_seconds},
};

/// What a CRM's refusals mean, and its names in messages.
#[derive(Debug)]
pub struct Refusals {
    /// The name of the CRM.
    pub crm: &'static str,
    /// The CRM's word for a tenant.
    pub tenant: &'static str,
    /// The first rule that fits is taken.
    pub rules: &'static [Rule],
    /// The rule for a refusal that no other one fits.
    pub any_other: &'static Rule,
    /// What the operations are about. Of several that fit, the first one counts.
    pub topics: &'static [Topic],
    /// The next step where the token is of another tenant than the one that is configured.
    pub same_tenant: &'static str,
}

impl Refusals {
    /// Whether the same request may succeed in a moment.
    pub(crate) fn is_transient(&self, operation: &Operation, response: &Response<Bytes>) -> bool {
        self.rule_for(operation, response).is_some_and(|rule| rule.transient)
    }

    /// Whether the CRM has refused the token, and has therefore not carried out the operation.
    pub(crate) fn is_unauthenticated(&self, operation: &Operation, response: &Response<Bytes>) -> bool {
        // A server that fails says nothing of what it has done.
        let is_refusal = response.status().is_client_error();
        is_refusal && self.rule_for(operation, response).is_some_and(|rule| rule.code == ErrorCode::Unauthenticated)
    }

    /// The rule for an answer, if it is a refusal.
    fn rule_for(&self, operation: &Operation, response: &Response<Bytes>) -> Option<&'static Rule> {
        let status = Some(response.status()).filter(|status| !status.is_success())?;
        Some(self.rule_of(operation, status, &Said::of(&text_of(response.body()), &[])).0)
    }

    /// What is told where there is no answer.
    pub(crate) fn unanswered(&self, operation: &Operation, failure: SendError) -> ToolError {
        match failure {
            SendError::NoPlace(no_place) => self.not_sent(operation, no_place),
            SendError::Upstream(error) => self.lost(operation, error),
            SendError::NoToken(error) => self.without_token(error),
            SendError::OutOfTime(whole) => {
                let seconds = whole_seconds(whole);
                let cause = format!("this was not sent, because the {seconds} seconds of this call were nearly over");
                come_back_in(ToolError::new(ErrorCode::Unavailable, cause), REST)
            }
            SendError::NotSentAgain(whole) => {
                let (crm, seconds) = (self.crm, whole_seconds(whole));
                let cause = format!(
                    "{crm} refused the token, and the {seconds} seconds of this call were nearly over before this could be \
                     sent with a new one"
                );
                come_back_in(ToolError::new(ErrorCode::Unavailable, cause), REST)
            }
        }
    }

    /// What is told of a success whose body is not what it should be. A write was carried out all the same.
    pub(crate) fn unreadable(&self, operation: &Operation, source: String) -> ToolError {
        let crm = self.crm;
        if operation.is_read() {
            let cause = format!("{crm}'s answer could not be read");
            return ToolError::new(ErrorCode::Unavailable, cause.clone())
                .with_next_step(NO_USE)
                .with_source(source)
                .with_operator_note(cause);
        }
        let cause = format!("{crm} carried this out, but its answer could not be read");
        ToolError::new(ErrorCode::Unavailable, cause.clone())
            .with_next_step(format!("do not repeat it; see what is there{}", operation.with_its_tool()))
            .with_detail(DONE, true)
            .with_source(source)
            .with_operator_note(cause)
    }

    /// What is told of a write that was answered with a web page: something in between may have answered, and not the CRM.
    pub(crate) fn web_page(&self, operation: &Operation) -> ToolError {
        let cause = format!("a web page came back, which is no answer of {}'s API", self.crm);
        unsettled(operation, ToolError::new(ErrorCode::Unavailable, cause.clone()).with_operator_note(cause), NO_USE)
    }

    /// What is told of a success whose body says that there was none.
    pub(crate) fn not_done(&self, operation: &Operation, secrets: &[&str], response: &Response<Bytes>) -> ToolError {
        let said = Said::of(&text_of(response.body()), secrets);
        let cause = format!("{} says that it did not carry this out{}", self.crm, said.reason());
        let next = format!("see what is there{} before you repeat it", operation.with_its_tool());
        ToolError::new(ErrorCode::Refused, cause).with_next_step(next)
    }

    /// What is told of a record that belongs to another tenant.
    pub(crate) fn elsewhere(&self, operation: &Operation) -> ToolError {
        let cause = format!("the token is of another {} than the one that is configured", self.tenant);
        let told = |cause: String| {
            ToolError::new(ErrorCode::PermissionDenied, cause.clone())
                .with_next_step(self.same_tenant)
                .with_operator_note(cause)
        };
        if operation.is_read() {
            return told(cause);
        }
        told(format!("{cause}; this was carried out there")).with_detail(DONE, true)
    }

    /// What is told of a refusal. `come_back` is when the CRM takes requests again, where it refused this one for its rate.
    pub(crate) fn refused(
        &self,
        operation: &Operation,
        secrets: &[&str],
        response: &Response<Bytes>,
        come_back: Duration,
    ) -> ToolError {
        let said = Said::of(&text_of(response.body()), secrets);
        match response.status() {
            StatusCode::TOO_MANY_REQUESTS => self.rate_limited(operation, said, come_back),
            status => self.explained(operation, status, said),
        }
    }

    fn lost(&self, operation: &Operation, error: UpstreamError) -> ToolError {
        let next =
            if matches!(error, UpstreamError::TooLarge(_)) { "ask for fewer records at a time" } else { IN_A_MOMENT };
        let arrived = error.may_have_arrived();
        let cause = format!("{} did not answer: {error}", self.crm);
        let told = ToolError::new(ErrorCode::Unavailable, cause).with_source(error);
        if arrived { unsettled(operation, told, next) } else { told.with_next_step(next) }
    }

    /// What is told where there is no token. The words of the source are for the operator.
    fn without_token(&self, error: TokenError) -> ToolError {
        let tenant = self.tenant;
        let (code, cause, next) = match &error {
            TokenError::Unavailable(_) => {
                (ErrorCode::Unavailable, format!("the token of this {tenant} cannot be had at the moment"), IN_A_MOMENT)
            }
            TokenError::Revoked(_) | TokenError::NotRenewable => (
                ErrorCode::Unauthenticated,
                format!("this server has no valid token of this {tenant} any more"),
                NO_USE,
            ),
        };
        ToolError::new(code, cause.clone()).with_next_step(next).with_source(error).with_operator_note(cause)
    }

    fn not_sent(&self, operation: &Operation, no_place: NoPlace) -> ToolError {
        let error = match no_place {
            NoPlace::Exhausted { retry_after } => self.rate_limited(operation, Said::of("", &[]), retry_after),
            NoPlace::Unanswered => {
                let cause = format!("{} has not answered the calls before this one", self.crm);
                ToolError::new(ErrorCode::Unavailable, cause).with_next_step(IN_A_MOMENT)
            }
        };
        error.with_source(no_place)
    }

    fn rate_limited(&self, operation: &Operation, mut said: Said, retry_after: Duration) -> ToolError {
        said.details.insert(RETRY_AFTER.to_owned(), whole_seconds(retry_after).into());
        self.explained(operation, StatusCode::TOO_MANY_REQUESTS, said)
    }

    fn explained(&self, operation: &Operation, status: StatusCode, said: Said) -> ToolError {
        let (rule, missing) = self.rule_of(operation, status, &said);
        let facts = facts(operation, status, &said, missing);
        let fill = |text: &str| {
            facts.iter().fold(text.to_owned(), |text, (name, fact)| text.replace(&format!("{{{name}}}"), fact))
        };
        let error = ToolError::new(rule.code, fill(rule.cause));
        let error = match status.as_u16() {
            _ if rule.may_be_done() => error.with_next_step(fill(rule.next)).with_detail(MAY_BE_DONE, true),
            500.. if !rule.tells_of_nothing_done() => unsettled(operation, error, fill(rule.next)),
            _ => error.with_next_step(fill(rule.next)),
        };
        let error =
            if rule.is_for_operator { error.with_operator_note(fill(&rule.cause_for_operator())) } else { error };
        let error = if rule.lacks_scope { error.with_detail(MISSING_SCOPE, operation.scope.as_str()) } else { error };
        said.details.into_iter().fold(error, |error, (name, value)| error.with_detail(name, value))
    }

    /// The rule for a refusal, and what is missing, if anything is.
    pub(crate) fn rule_of(
        &self,
        operation: &Operation,
        status: StatusCode,
        said: &Said,
    ) -> (&'static Rule, Option<&'static Topic>) {
        let named = Topic::named_at(self.topics, operation.path);
        // A failing server may have begun a write before it missed something, but not without the record to be written to.
        let nothing_was_done =
            |missing: &&Topic| operation.is_read() || !status.is_server_error() || Some(*missing) == named;
        let missing = Topic::missing(self.topics, said).filter(nothing_was_done);
        let missing = missing.or(named.filter(|_| status == StatusCode::NOT_FOUND));
        let rule = self.rules.iter().find(|rule| rule.fits(operation, status, said, missing));
        (rule.unwrap_or(self.any_other), missing)
    }
}

/// A failure that leaves open whether the operation was carried out; a read can do what is said next.
fn unsettled(operation: &Operation, error: ToolError, next: impl Into<Cow<'static, str>>) -> ToolError {
    if operation.is_read() {
        return error.with_next_step(next);
    }
    error.with_next_step("it may have been carried out; look before you repeat it").with_detail(MAY_BE_DONE, true)
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
        ("scope", operation.scope.to_string()),
        ("label", operation.scope.label().to_owned()),
    ];
    let header = operation.header.map(|(name, value)| (name, value.to_owned()));
    let missing = missing.map(|it| [("subject", it.name.to_owned()), ("find", it.find.to_owned())]);
    let details = said.details.iter().map(|(name, value)| (name.as_str(), plain(value)));
    let words = [("said", said.or_no_reason().to_owned()), ("reason", said.reason())];
    ours.into_iter().chain(header).chain(missing.into_iter().flatten()).chain(details).chain(words).collect()
}

/// The beginning of a body as text; errors are short, and what is not an error body is not worth more.
fn text_of(body: &[u8]) -> String {
    const ENOUGH: usize = 16 * 1024;
    let body = body.trim_ascii_start();
    String::from_utf8_lossy(&body[..body.len().min(ENOUGH)]).into_owned()
}
