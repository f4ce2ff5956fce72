//! Calls of the tools that together send everything the tools can send. A new tool is a line or two in one of the files.

mod calendars;
mod contacts;
mod conversations;
mod opportunities;
mod payments;

use crate::answers::Call;

/// All calls in their order.
pub(crate) fn calls() -> impl Iterator<Item = &'static Call> {
    [contacts::CALLS, conversations::CALLS, calendars::CALLS, opportunities::CALLS, payments::CALLS]
        .into_iter()
        .flatten()
}
