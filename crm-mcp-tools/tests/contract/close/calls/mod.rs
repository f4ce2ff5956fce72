//! Calls of the tools that together give every argument and send everything the tools can send.

mod leads;

use crate::called::Call;

/// All calls in their order.
pub(crate) fn calls() -> impl Iterator<Item = &'static Call> {
    [leads::CALLS].into_iter().flatten()
}
