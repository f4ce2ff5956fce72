//! A tool that is marked `read` changes nothing, and a caller who may only read gets those tools and no others.

use std::collections::BTreeSet;

use crm_mcp_core::{CallError, Caller, Effect, Tier, Tool, Toolset};
use crm_mcp_tools::highlevel::{self, HighLevel};

use crate::demo::{Demo, arguments};

fn all() -> impl Iterator<Item = Tool<HighLevel>> {
    highlevel::tools().into_iter().chain(highlevel::helpers())
}

fn names(are_reads: bool) -> BTreeSet<String> {
    let tools = all().filter(|tool| (tool.spec().effect == Effect::Read) == are_reads);
    tools.map(|tool| tool.spec().name.to_string()).collect()
}

#[tokio::test]
async fn what_is_marked_read_changes_no_record() {
    let demo = Demo::new().await;
    let (ids, tools, before) = (demo.ids().await, Toolset::new(all()).unwrap(), demo.sandbox.changes());
    for tool in names(true) {
        let arguments = arguments(&tool, &ids).to_string();
        let answer = tools.call(&tool, &arguments, &demo.crm(), &Caller::trusted("test")).await;
        assert!(answer.is_ok(), "{tool} {arguments}: {answer:?}");
        assert!(!demo.sent().is_empty(), "{tool} asks the sandbox");
        assert_eq!(demo.sandbox.changes(), before, "{tool}");
    }
    // That nothing is counted proves something only if a change is.
    for tool in names(false) {
        let (arguments, before) = (arguments(&tool, &ids).to_string(), demo.sandbox.changes());
        tools.call(&tool, &arguments, &demo.crm(), &Caller::trusted("test")).await.unwrap();
        assert!(demo.sandbox.changes() > before, "{tool}");
    }
}

#[tokio::test]
async fn a_caller_who_may_only_read_gets_what_is_marked_read_and_no_more() {
    let demo = Demo::new().await;
    let (ids, tools, before) = (demo.ids().await, Toolset::new(all()).unwrap(), demo.sandbox.changes());
    let reader = Caller::trusted("reader").limited_to(Tier::Read);
    assert_eq!(tools.list(&reader).map(|spec| spec.name.to_string()).collect::<BTreeSet<_>>(), names(true));
    for tool in names(true) {
        let answer = tools.call(&tool, &arguments(&tool, &ids).to_string(), &demo.crm(), &reader).await;
        assert!(answer.is_ok(), "{tool}: {answer:?}");
    }
    demo.sent();
    for tool in names(false) {
        let answer = tools.call(&tool, &arguments(&tool, &ids).to_string(), &demo.crm(), &reader).await;
        assert!(matches!(answer, Err(CallError::Unknown(_))), "{tool}: {answer:?}");
    }
    assert_eq!((demo.sent().len(), demo.sandbox.changes()), (0, before));
}
