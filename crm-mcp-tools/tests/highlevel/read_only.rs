//! A tool that is marked `read` changes nothing, and a caller who may only read gets those tools and no others.

use crm_mcp_core::{Effect, Tier};
use serde_json::Value;

use crate::{
    answers::Answers,
    demo::{CALLS, Call, Demo},
    proofs::{
        World,
        access::{assert_each_tier_opens_its_tools_only, assert_reads_change_nothing_and_a_reader_only_reads},
    },
};

fn effect(tool: &str) -> Effect {
    Demo::tools().iter().find(|it| it.spec().name == tool).unwrap().spec().effect
}

#[tokio::test]
async fn what_is_marked_read_changes_no_record_and_a_caller_who_may_only_read_gets_no_more() {
    let demo = Demo::new().await;
    let ids = demo.ids().await;
    let (reads, writes): (Vec<&Call>, Vec<_>) = CALLS.iter().partition(|(tool, _)| effect(tool) == Effect::Read);
    let call = |(tool, arguments): &Call| {
        let arguments = arguments(&ids);
        (*tool, move |_: &Answers| -> Value { arguments.clone() })
    };
    let calls = reads.into_iter().chain(writes).map(call);
    assert_reads_change_nothing_and_a_reader_only_reads(&demo, calls).await;
}

#[tokio::test]
async fn each_tier_opens_the_effects_of_it_and_below() {
    let tier = |tool: &str| match effect(tool) {
        Effect::Read => Tier::Read,
        Effect::Create => Tier::WriteSafe,
        Effect::Update | Effect::Delete | Effect::Send => Tier::WriteDestructive,
    };
    assert_each_tier_opens_its_tools_only(&Demo::new().await, tier).await;
}
