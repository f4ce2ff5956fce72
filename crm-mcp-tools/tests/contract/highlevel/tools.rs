//! HighLevel's tools, called on its sandbox.

use std::collections::BTreeSet;

use crm_mcp_core::{Tool, Toolset};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel},
    sandbox::{LOCATION_ID, Limits, Sandbox, TOKEN},
};

use super::{HIGHLEVEL, calls::calls, unsent::UNSENT};
use crate::{called, checked::Checked};

/// All tools, the opt-in ones too.
fn tools() -> impl Iterator<Item = Tool<HighLevel>> {
    highlevel::tools().into_iter().chain(highlevel::helpers())
}

/// The upstream after all calls, and the arguments that were given.
async fn after_all_calls() -> (Checked<InProcess>, BTreeSet<String>) {
    let limits = Limits { requests: 10_000, ..Limits::default() };
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(limits);
    let upstream = Checked::new(&HIGHLEVEL, InProcess::new(sandbox.router()));
    let crm = HighLevel::new(&Client::over(upstream.clone()), TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap();
    let given = called::call_all(Toolset::new(tools()).unwrap(), &crm, calls()).await;
    (upstream, given)
}

#[tokio::test]
async fn no_request_and_no_answer_breaks_the_contract() {
    called::assert_the_contract_is_kept(&after_all_calls().await.0);
}

#[tokio::test]
async fn every_parameter_of_every_operation_is_sent() {
    called::assert_everything_is_sent(&HIGHLEVEL, &after_all_calls().await.0, UNSENT);
}

#[tokio::test]
async fn every_argument_of_every_tool_is_given() {
    called::assert_every_argument_is_given(tools(), &after_all_calls().await.1);
}

#[test]
fn every_tool_is_called() {
    called::assert_every_tool_is_called(tools(), calls());
}
