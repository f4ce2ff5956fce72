//! The details by which an error says what may be done next, and errors told in other words.

use std::time::Duration;

use crm_mcp_core::ToolError;

use crate::crm::value::whole_seconds;

/// The detail, `true`, of an error after which a write may have been carried out all the same: look before it is repeated.
pub(crate) const MAY_BE_DONE: &str = "mayBeDone";

/// The detail, `true`, of an error after which a write has been carried out all the same: it must not be repeated.
pub(crate) const DONE: &str = "done";

/// The detail, in seconds, of an error after which the same call may succeed.
pub(crate) const RETRY_AFTER: &str = "retryAfterSeconds";

/// The detail, `true`, of an error after which a part of a write has been carried out: only the rest may be repeated.
const DONE_IN_PART: &str = "doneInPart";

/// The detail that names the scope without which the CRM did not do it.
pub(crate) const MISSING_SCOPE: &str = "missingScope";

/// How long to stay away from a CRM that is too slow for a call and does not say how long.
pub(crate) const REST: Duration = Duration::from_secs(10);

/// Whether nothing but the token's scopes stood against it.
pub(crate) fn is_missing_scope(error: &ToolError) -> bool {
    error.details().contains_key(MISSING_SCOPE)
}

/// What is told of a failure at the end: that this call has used up its time, if it has, and when to come back.
/// `come_back` is what the CRM says of that.
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
pub(crate) fn come_back_in(error: ToolError, delay: Duration) -> ToolError {
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
