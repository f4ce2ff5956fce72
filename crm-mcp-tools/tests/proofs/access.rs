//! Who may call what: a tool that is marked `read` changes nothing, and what a tier does not open is unknown below it.

use std::collections::BTreeSet;

use crm_mcp_core::{CallError, Caller, Effect, Tier, Tool, Toolset};
use serde_json::Value;

use super::World;
use crate::answers::Answers;

/// The names of the tools.
fn names<C>(tools: &[Tool<C>], wanted: impl Fn(&Tool<C>) -> bool) -> BTreeSet<String> {
    tools.iter().filter(|tool| wanted(tool)).map(|tool| tool.spec().name.to_string()).collect()
}

/// Makes the calls, one after the other: each that reads as a caller who may only read, and each that writes as one who
/// may do everything, after the other was refused. Together they are calls of every tool.
pub(crate) async fn assert_reads_change_nothing_and_a_reader_only_reads<W, A>(
    world: &W,
    calls: impl IntoIterator<Item = (&'static str, A)>,
) where
    W: World,
    A: Fn(&Answers) -> Value,
{
    let (all, reader) = (W::tools(), Caller::trusted("reader").limited_to(Tier::Read));
    let reads = names(&all, |tool| tool.spec().effect == Effect::Read);
    let (every, tools) = (names(&all, |_| true), Toolset::new(all).unwrap());
    assert_eq!(tools.list(&reader).map(|spec| spec.name.to_string()).collect::<BTreeSet<_>>(), reads);
    let (mut answers, mut called) = (Answers::new(), BTreeSet::new());
    for (tool, arguments) in calls {
        let (arguments, crm, before) = (arguments(&answers).to_string(), world.crm(), world.changes());
        world.requests();
        let mut answer = tools.call(tool, &arguments, &crm, &reader).await;
        if !reads.contains(tool) {
            assert!(matches!(answer, Err(CallError::Unknown(_))), "{tool} {arguments}: {answer:?}");
            assert_eq!((world.requests(), world.changes()), (0, before), "{tool} {arguments}");
            answer = tools.call(tool, &arguments, &crm, &Caller::trusted("writer")).await;
        }
        let answer = answer.unwrap_or_else(|error| panic!("{tool} {arguments}: {error}"));
        assert!(world.requests() > 0, "{tool} asks the sandbox");
        // That nothing is counted proves something only if a change is.
        assert_eq!(world.changes() == before, reads.contains(tool), "{tool} {arguments}");
        answers.insert(tool, answer.decode().unwrap());
        called.insert(tool.to_owned());
    }
    assert_eq!(called, every);
}

/// Calls each tool as a caller of each tier: below its own it is not shown, and unknown by its name. Two ways lead to a
/// tier, and neither is wider than the other.
pub(crate) async fn assert_each_tier_opens_its_tools_only<W: World>(world: &W, tier_of: impl Fn(&str) -> Tier) {
    let (all, crm) = (W::tools(), world.crm());
    let (every, tools) = (names(&all, |_| true), Toolset::new(all).unwrap());
    for tier in [Tier::Read, Tier::WriteSafe, Tier::WriteDestructive] {
        let own = Caller::trusted("test").with_tier(tier);
        let limited = Caller::trusted("test").with_tier(Tier::WriteDestructive).limited_to(tier);
        for caller in [own, limited] {
            let shown: BTreeSet<_> = tools.list(&caller).map(|spec| spec.name.to_string()).collect();
            for tool in &every {
                let (is_open, before) = (tier_of(tool) <= tier, world.changes());
                world.requests();
                // No tool takes such arguments: a call that is let through ends there.
                let answer = tools.call(tool, "7", &crm, &caller).await;
                assert_eq!(shown.contains(tool), is_open, "{tool} is shown to {tier:?}");
                assert_eq!(matches!(answer, Err(CallError::Unknown(_))), !is_open, "{tool} by {tier:?}: {answer:?}");
                assert_eq!((world.requests(), world.changes()), (0, before), "{tool} by {tier:?}");
            }
        }
    }
}
