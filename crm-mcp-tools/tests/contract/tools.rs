//! The tools, called on the sandbox: every request keeps the contract, and everything that may be sent is sent.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    calls::{Answers, calls},
    checked::{Checked, Operation, operations},
    unsent::UNSENT,
};
use crm_mcp_core::{Caller, Tool, Toolset};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel},
    sandbox::{LOCATION_ID, Limits, Sandbox, TOKEN},
};

/// All tools, the opt-in ones too.
fn tools() -> impl Iterator<Item = Tool<HighLevel>> {
    highlevel::tools().into_iter().chain(highlevel::helpers())
}

/// The upstream after all calls.
async fn after_all_calls() -> Checked<InProcess> {
    let limits = Limits { requests: 10_000, ..Limits::default() };
    let upstream = Checked::new(InProcess::new(Sandbox::in_memory().await.unwrap().with_limits(limits).router()));
    let crm = HighLevel::new(&Client::over(upstream.clone()), TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap();
    let (toolset, caller) = (Toolset::new(tools()).unwrap(), Caller::trusted("test"));
    let mut answers = Answers::new();
    for (tool, arguments) in calls() {
        let arguments = arguments(&answers).to_string();
        let answer = toolset.call(tool, &arguments, &crm, &caller).await;
        let answer = answer.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"));
        answers.insert(tool, answer.decode().unwrap());
    }
    upstream
}

#[tokio::test]
async fn no_request_and_no_answer_breaks_the_contract() {
    let violations = after_all_calls().await.violations();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[tokio::test]
async fn every_parameter_of_every_operation_is_sent() {
    let sent = after_all_calls().await.sent();
    let missing: Vec<_> = operations().iter().flat_map(|operation| missing(operation, &sent)).collect();

    let is_excused = |missing: &str| UNSENT.iter().any(|(unsent, _)| is_within(missing, unsent));
    let unexcused: Vec<_> = missing.iter().filter(|missing| !is_excused(missing)).collect();
    assert!(unexcused.is_empty(), "no call in calls/ sends these, and unsent.rs does not say why:\n{unexcused:#?}");

    let is_needed = |unsent: &str| missing.iter().any(|missing| is_within(missing, unsent));
    let unneeded: Vec<_> = UNSENT.iter().filter(|(unsent, _)| !is_needed(unsent)).collect();
    assert!(unneeded.is_empty(), "these are sent after all; take them out of unsent.rs:\n{unneeded:#?}");
}

/// What was not sent of an operation: `METHOD path` if that was not used at all, else `METHOD path place` of each.
fn missing(operation: &Operation, sent: &BTreeMap<&str, BTreeSet<String>>) -> Vec<String> {
    let name = &operation.name;
    match sent.get(name.as_str()) {
        None => vec![name.clone()],
        Some(sent) => operation.declared().difference(sent).map(|place| format!("{name} {place}")).collect(),
    }
}

fn is_within(missing: &str, unsent: &str) -> bool {
    let mut missing = missing.split('.');
    unsent.split('.').all(|part| missing.next().is_some_and(|name| part == "*" || part == name))
}

#[test]
fn every_tool_is_called() {
    let called: BTreeSet<_> = calls().map(|(tool, _)| (*tool).to_owned()).collect();
    assert_eq!(called, tools().map(|tool| tool.spec().name.to_string()).collect());
}
