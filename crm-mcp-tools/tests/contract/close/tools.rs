//! Close's tools, called on its sandbox.

use std::collections::BTreeSet;

use crm_mcp_core::Toolset;
use crm_mcp_tools::{
    api::InProcess,
    close::{self, Client, Close},
    sandbox::close::{API_KEY, CloseLimits, CloseSandbox},
};

use super::{CLOSE, calls::calls, unsent::UNSENT};
use crate::{called, checked::Checked};

/// The upstream after all calls, and the arguments that were given.
async fn after_all_calls() -> (Checked<InProcess>, BTreeSet<String>) {
    let limits = CloseLimits { requests: 10_000, ..CloseLimits::default() };
    let sandbox = CloseSandbox::in_memory().await.unwrap().with_limits(limits);
    let upstream = Checked::new(&CLOSE, InProcess::new(sandbox.router()));
    let crm = Close::of_key(&Client::over(upstream.clone()), API_KEY.into()).unwrap();
    let given = called::call_all(Toolset::new(close::tools()).unwrap(), &crm, calls()).await;
    (upstream, given)
}

#[tokio::test]
async fn no_request_and_no_answer_breaks_the_contract() {
    called::assert_the_contract_is_kept(&after_all_calls().await.0);
}

#[tokio::test]
async fn every_operation_and_every_property_of_a_body_is_sent() {
    called::assert_everything_is_sent(&CLOSE, &after_all_calls().await.0, UNSENT);
}

#[tokio::test]
async fn every_argument_of_every_tool_is_given() {
    called::assert_every_argument_is_given(close::tools().into_iter(), &after_all_calls().await.1);
}

#[test]
fn every_tool_is_called() {
    called::assert_every_tool_is_called(close::tools().into_iter(), calls());
}
