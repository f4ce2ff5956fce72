//! Calls of the tools that together give every argument and send everything the tools can send. A new tool is a line or
//! two in one of the files.

mod activities;
mod contacts;
mod custom;
mod deletes;
mod leads;
mod opportunities;
mod organization;
mod outreach;
mod search;
mod tasks;

use serde_json::Value;

use crate::answers::{Answers, Call};

/// All calls in their order.
pub(crate) fn calls() -> impl Iterator<Item = &'static Call> {
    [
        organization::CALLS,
        outreach::CALLS,
        leads::CALLS,
        contacts::CALLS,
        opportunities::CALLS,
        tasks::CALLS,
        activities::CALLS,
        custom::CALLS,
        search::CALLS,
        deletes::CALLS,
    ]
    .into_iter()
    .flatten()
}

/// The id of the record that the last call of this tool created or read.
fn id<'a>(seen: &'a Answers, tool: &str) -> &'a Value {
    &of(seen, tool)["id"]
}

/// The id of the first record that the last call of this tool found.
fn first<'a>(seen: &'a Answers, tool: &str) -> &'a Value {
    &of(seen, tool)["data"][0]["id"]
}

/// The last answer of this tool; null if it has none.
fn of<'a>(seen: &'a Answers, tool: &str) -> &'a Value {
    seen.get(tool).unwrap_or(&Value::Null)
}
