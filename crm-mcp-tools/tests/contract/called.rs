//! The tools of a CRM, called on its sandbox: every request keeps the contract, and everything that may be sent is sent.

use std::collections::{BTreeMap, BTreeSet};

use crm_mcp_core::{Caller, Revision, Tool, Toolset};
use serde_json::Value;

use crate::{
    answers::{Answers, Call},
    checked::{Checked, Crm, Operation, declare, name},
};

/// What is never sent, with all below it, and why: `METHOD path` of an operation that no tool uses, or
/// `METHOD path place`; `*` stands for any one name, and `* place` for the place in any operation.
pub(crate) type Unsent = (&'static str, &'static str);

/// Arguments that reach the CRM in the same way from every tool.
const SHARED: [&str; 3] = [".limit", ".cursor", ".fields"];

/// Makes all calls, one after the other, as somebody who may do everything. Gives what arguments were given:
/// `create_lead.name`.
pub(crate) async fn call_all<C: Sync>(
    tools: Toolset<C>,
    crm: &C,
    calls: impl Iterator<Item = &'static Call>,
) -> BTreeSet<String> {
    let caller = Caller::trusted("test");
    let (mut answers, mut given, mut failed) = (Answers::new(), BTreeSet::new(), Vec::new());
    for (tool, arguments) in calls {
        let arguments = arguments(&answers);
        name(tool, &arguments, &mut given);
        match tools.call(tool, &arguments.to_string(), crm, &caller).await {
            Ok(answer) => _ = answers.insert(tool, answer.decode().unwrap()),
            Err(error) => failed.push(format!("{tool} {arguments}: {error}")),
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    given
}

/// Refuses calls that never give an argument which a tool takes.
pub(crate) fn assert_every_argument_is_given<C>(tools: impl Iterator<Item = Tool<C>>, given: &BTreeSet<String>) {
    let mut taken = BTreeSet::new();
    for tool in tools {
        let descriptor: Value = serde_json::from_str(&tool.descriptor(Revision::V2026_07_28).unwrap()).unwrap();
        declare(&tool.spec().name, &descriptor["inputSchema"], &mut taken);
    }
    let is_shared = |taken: &&String| SHARED.iter().any(|name| taken.ends_with(name));
    let missing: Vec<_> = taken.difference(given).filter(|taken| !is_shared(taken)).collect();
    assert!(missing.is_empty(), "no call in calls/ gives these:\n{missing:#?}");
}

/// Refuses calls that leave out a tool, or name one that is not there.
pub(crate) fn assert_every_tool_is_called<C>(
    tools: impl Iterator<Item = Tool<C>>,
    calls: impl Iterator<Item = &'static Call>,
) {
    let called: BTreeSet<_> = calls.map(|(tool, _)| (*tool).to_owned()).collect();
    assert_eq!(called, tools.map(|tool| tool.spec().name.to_string()).collect());
}

/// Refuses requests and answers that broke the contract.
pub(crate) fn assert_the_contract_is_kept<U>(checked: &Checked<U>) {
    let violations = checked.violations();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

/// Refuses what the contract has and was not sent, unless that is excused; and excuses that nothing needs.
pub(crate) fn assert_everything_is_sent<U>(crm: &Crm, checked: &Checked<U>, unsent: &[Unsent]) {
    let sent = checked.sent();
    let missing: Vec<_> = crm.contract.operations.iter().flat_map(|operation| missing(operation, &sent)).collect();

    let is_excused = |missing: &str| unsent.iter().any(|(unsent, _)| is_within(missing, unsent));
    let unexcused: Vec<_> = missing.iter().filter(|missing| !is_excused(missing)).collect();
    assert!(unexcused.is_empty(), "no call in calls/ sends these, and unsent.rs does not say why:\n{unexcused:#?}");

    let is_needed = |unsent: &str| missing.iter().any(|missing| is_within(missing, unsent));
    let unneeded: Vec<_> = unsent.iter().filter(|(unsent, _)| !is_needed(unsent)).collect();
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
    let place = missing.splitn(3, ' ').nth(2).unwrap_or_default();
    let (missing, unsent) = unsent.strip_prefix("* ").map_or((missing, unsent), |unsent| (place, unsent));
    let mut missing = missing.split('.');
    unsent.split('.').all(|part| missing.next().is_some_and(|name| part == "*" || part == name))
}
