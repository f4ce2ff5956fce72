//! Calls of the tools that together send everything the tools can send. A new tool is a line or two in one of the files.

mod calendars;
mod contacts;
mod conversations;
mod opportunities;
mod payments;

use std::collections::BTreeMap;

use serde_json::Value;

/// The last answer of each tool so far.
pub(crate) type Answers = BTreeMap<&'static str, Value>;

/// A tool, and its arguments in the light of what was answered before.
pub(crate) type Call = (&'static str, fn(&Answers) -> Value);

/// All calls in their order.
pub(crate) fn calls() -> impl Iterator<Item = &'static Call> {
    [contacts::CALLS, conversations::CALLS, calendars::CALLS, opportunities::CALLS, payments::CALLS]
        .into_iter()
        .flatten()
}
