//! Following `nextCursor` through every list: whatever is asked for at once and whatever an answer may hold, each
//! record comes once, in one order.

use std::collections::{BTreeSet, HashSet};

use crm_mcp_core::{CallError, Caller, ErrorCode, Revision, Tool, ToolError, Toolset};
use crm_mcp_tools::crm::Crm;
use proptest::{
    collection::vec,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::World;

/// A list: its tool, the name of its records and of their id, and the arguments without which it cannot begin.
#[derive(Clone, Copy)]
pub(crate) struct List {
    pub(crate) tool: &'static str,
    pub(crate) records: &'static str,
    pub(crate) id: &'static str,
    pub(crate) max: u64,
    /// Whether a page may have nothing and the list go on, since the vendor cannot narrow it.
    pub(crate) may_have_empty_pages: bool,
    /// Whether each page has records of several types side by side: their order holds within a type.
    pub(crate) has_types: bool,
    pub(crate) arguments: fn(&Value) -> Value,
}

impl List {
    /// The ids, in the order that the list keeps.
    fn in_order(&self, mut ids: Vec<String>) -> Vec<String> {
        if self.has_types {
            // Ids begin with their type. The sort leaves the order within each.
            ids.sort_by_key(|id| id.split('_').next().map(str::to_owned));
        }
        ids
    }
}

/// A world whose tools can be called by name.
struct Called<'w, W: World> {
    world: &'w W,
    tools: Toolset<Crm<W::Dialect>>,
}

impl<'w, W: World> Called<'w, W> {
    fn new(world: &'w W) -> Self {
        Self { world, tools: Toolset::new(W::tools()).unwrap() }
    }

    async fn call(&self, crm: &Crm<W::Dialect>, tool: &str, arguments: &Value) -> Result<Value, ToolError> {
        match self.tools.call(tool, &arguments.to_string(), crm, &Caller::trusted("test")).await {
            Ok(output) => Ok(output.decode().unwrap()),
            Err(CallError::Tool(error)) => Err(error),
            Err(error) => panic!("{tool}: {error}"),
        }
    }

    /// Follows the cursors to the end, with each of the limits in turn, in answers of at most so many bytes. Gives the
    /// ids in their order.
    async fn follow(&self, list: &List, ids: &Value, limits: &[u64], bytes: usize, count: usize) -> Vec<String> {
        let (crm, mut arguments) = (self.world.crm().with_answer_size(bytes), (list.arguments)(ids));
        let (mut seen, mut order) = (HashSet::new(), Vec::new());
        for limit in limits.iter().cycle().map(|limit| limit.min(&list.max)) {
            arguments["limit"] = (*limit).into();
            let page = self.call(&crm, list.tool, &arguments).await.unwrap();
            let records = page[list.records].as_array().unwrap();
            let size = page[list.records].to_string().len() - "[".len();
            let told = format!("{} {arguments} in {bytes} bytes: {size} bytes, {}", list.tool, page["hasMore"]);
            assert!(records.len() <= usize::try_from(*limit).unwrap(), "{told}");
            assert!(size <= bytes || records.len() == 1, "{told}");
            assert!(records.iter().all(|record| seen.insert(record[list.id].to_string())), "twice: {told}");
            assert!(page.get("total").is_none_or(|total| *total == count), "{told}");
            assert_eq!(page["hasMore"], page.get("nextCursor").is_some(), "{told}");
            order.extend(records.iter().map(|record| record[list.id].to_string()));
            let Some(cursor) = page.get("nextCursor") else { break };
            assert!(!records.is_empty() || list.may_have_empty_pages, "it goes on: {told}");
            arguments["cursor"] = cursor.clone();
        }
        order
    }
}

/// Follows each list, of which the vendor has so many records, in answers of many sizes.
pub(crate) fn assert_every_record_comes_once<W: World>(
    runtime: &Runtime,
    world: &W,
    ids: &Value,
    lists: impl IntoIterator<Item = (List, usize)>,
) {
    let called = Called::new(world);
    for (list, count) in lists {
        assert!(count > 1, "{} has pages", list.tool);
        let order = runtime.block_on(called.follow(&list, ids, &[list.max], usize::MAX, count));
        assert_eq!(order.len(), count, "{}", list.tool);
        let in_order = list.in_order(order);
        let mut runner = TestRunner::new(Config { cases: 4, failure_persistence: None, ..Config::default() });
        // Small answers of a long list would be too many.
        let sizes = count * 16..count * 16 + 6_000;
        let few = runner.run(&(vec(1_u64..=40, 3..6), sizes), |(limits, bytes)| {
            let seen = runtime.block_on(called.follow(&list, ids, &limits, bytes, count));
            assert!(list.in_order(seen) == in_order, "{} in another order by {limits:?} in {bytes} bytes", list.tool);
            Ok(())
        });
        few.unwrap_or_else(|error| panic!("{}: {error}", list.tool));
    }
}

/// Refuses lists that leave out a tool which takes a cursor.
pub(crate) fn assert_every_list_is_followed<C>(tools: Vec<Tool<C>>, lists: impl IntoIterator<Item = List>) {
    let takes_cursor = |tool: &Tool<C>| {
        let descriptor: Value = serde_json::from_str(&tool.descriptor(Revision::V2026_07_28).unwrap()).unwrap();
        descriptor["inputSchema"]["properties"].get("cursor").is_some()
    };
    let taking: BTreeSet<_> = tools.into_iter().filter(takes_cursor).map(|tool| tool.spec().name.to_string()).collect();
    assert_eq!(lists.into_iter().map(|list| list.tool.to_owned()).collect::<BTreeSet<_>>(), taking);
}

/// Asks each list for limits out of range, and with cursors that were cut or are another list's.
pub(crate) async fn assert_what_cannot_be_is_refused_before_anything_is_sent<W: World>(
    world: &W,
    ids: &Value,
    lists: &[List],
) {
    let (called, crm) = (Called::new(world), world.crm());
    let mut cursors = Vec::new();
    for list in lists {
        let page = called.call(&crm, list.tool, &with((list.arguments)(ids), "limit", 1.into())).await.unwrap();
        cursors.push(page["nextCursor"].as_str().unwrap_or_else(|| panic!("{}: {page}", list.tool)).to_owned());
    }
    for (place, list) in lists.iter().enumerate() {
        let refused = async |name: &str, value: Value| {
            world.requests();
            let arguments = with((list.arguments)(ids), name, value);
            let error =
                called.call(&crm, list.tool, &arguments).await.expect_err(&format!("{} {arguments}", list.tool));
            let told = (error.code(), world.requests());
            assert_eq!(told, (ErrorCode::InvalidArguments, 0), "{} {arguments}: {error}", list.tool);
            error.to_string()
        };
        for limit in [json!(0), json!(-1), json!(list.max + 1), json!(65_537)] {
            let told = refused("limit", limit.clone()).await;
            let range = format!("limit: expected an integer from 1 to {}, got the number {limit}", list.max);
            assert!(told.contains(&range), "{}: {told}", list.tool);
        }
        let (own, foreign) = (&cursors[place], &cursors[(place + 1) % cursors.len()]);
        for cursor in [foreign, &own[..own.len() - 1], &own[..own.len() / 2], &own[1..], "2"] {
            let told = refused("cursor", cursor.into()).await;
            let next = "pass `nextCursor` of the last answer unchanged";
            assert!(told.contains("not from this tool") && told.contains(next), "{}: {told}", list.tool);
        }
    }
}

/// Goes on with a cursor alone, beside each part of the arguments, and beside another value of each.
pub(crate) async fn assert_a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments<W: World>(
    world: &W,
    ids: &Value,
    lists: &[List],
    other: fn(&str) -> Value,
) {
    let (called, crm) = (Called::new(world), world.crm());
    for List { tool, records, arguments, .. } in lists {
        let whole = arguments(ids);
        let first = called.call(&crm, tool, &with(whole.clone(), "limit", 1.into())).await.unwrap();
        let cursor = first["nextCursor"].as_str().unwrap_or_else(|| panic!("{tool} has one page: {first}"));
        let alone = called.call(&crm, tool, &json!({"cursor": cursor})).await.unwrap();
        assert!(!alone[records].as_array().unwrap().is_empty(), "{tool}");
        assert_ne!(alone[records][0], first[records][0], "{tool}");
        for (name, value) in whole.as_object().unwrap() {
            let part = called.call(&crm, tool, &json!({"cursor": cursor, name: value})).await.unwrap();
            assert_eq!(part[records], alone[records], "{tool} {name}");
            let error = called.call(&crm, tool, &json!({"cursor": cursor, name: other(name)})).await.unwrap_err();
            assert_eq!(error.message(), "the cursor belongs to a list with other arguments", "{tool} {name}");
        }
    }
}

/// Arguments, and one more.
fn with(mut arguments: Value, name: &str, value: Value) -> Value {
    arguments[name] = value;
    arguments
}
