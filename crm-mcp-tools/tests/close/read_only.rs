//! A tool of Close's that is marked `read` changes nothing, and each tier opens the official tools of it and below.

use crm_mcp_core::Tier;

use crate::{
    calls::calls,
    official::{NOT_OFFERED, READ, WRITE_DESTRUCTIVE, WRITE_SAFE},
    practice::Practice,
    proofs::{
        World,
        access::{assert_each_tier_opens_its_tools_only, assert_reads_change_nothing_and_a_reader_only_reads},
    },
};

#[tokio::test]
async fn what_is_marked_read_changes_no_record_and_a_caller_who_may_only_read_gets_no_more() {
    let calls = calls().map(|(tool, arguments)| (*tool, arguments));
    assert_reads_change_nothing_and_a_reader_only_reads(&Practice::new().await, calls).await;
}

#[tokio::test]
async fn each_tool_is_unknown_by_its_name_below_its_official_tier() {
    let tier = |tool: &str| {
        let tiers =
            [(&READ[..], Tier::Read), (&WRITE_SAFE, Tier::WriteSafe), (&WRITE_DESTRUCTIVE, Tier::WriteDestructive)];
        let own = tiers.iter().find(|(names, _)| names.contains(&tool));
        own.unwrap_or_else(|| panic!("{tool} is no official tool")).1
    };
    let official = READ.len() + WRITE_SAFE.len() + WRITE_DESTRUCTIVE.len();
    assert_eq!(Practice::tools().len(), official - NOT_OFFERED.len());
    assert_each_tier_opens_its_tools_only(&Practice::new().await, tier).await;
}
