//! A context that is made for each call: what tools, prompts and resources see of it, and what the shared one keeps.
#![allow(clippy::unused_async, clippy::unwrap_used)]

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering::Relaxed},
};

use crm_mcp_core::{
    Call, Caller, Prompts, Resources, Scope, SoFar, ToolError, Toolset, prompt, prompts, resource, resources, tool,
    tools,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A context that knows who made it, and counts what is done with it.
#[derive(Default)]
struct Desk {
    made: Vec<&'static str>,
    used: AtomicU32,
    /// Counts the desks that were dropped.
    dropped: Arc<AtomicU32>,
}

impl Desk {
    /// This desk as its user sees it: who made it, and how often it was used.
    fn seen(&self) -> String {
        format!("{} {}", self.made.join("+"), self.used.fetch_add(1, Relaxed) + 1)
    }

    fn made_by(&self, maker: &'static str) -> Self {
        let made = self.made.iter().copied().chain([maker]).collect();
        Self { made, used: AtomicU32::new(0), dropped: Arc::clone(&self.dropped) }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.dropped.fetch_add(1, Relaxed);
    }
}

const DESK: Scope = Scope::new("desk");

fn first(desk: &Desk, _: &Call) -> Desk {
    desk.made_by("first")
}

fn second(desk: &Desk, _: &Call) -> Desk {
    desk.made_by("second")
}

/// Says whether the caller holds the scope of the desk.
fn by_caller(desk: &Desk, call: &Call) -> Desk {
    desk.made_by(if call.may(&DESK) { "holder" } else { "stranger" })
}

#[derive(Deserialize, JsonSchema)]
struct Named {
    name: String,
}

#[derive(Serialize, JsonSchema)]
struct Seen {
    text: String,
}

/// Looks twice.
#[tool(read, public)]
async fn look(desk: &Desk) -> Result<Seen, ToolError> {
    Ok(Seen { text: format!("{}, {}", desk.seen(), desk.seen()) })
}

/// Writes what is seen.
#[prompt(public, complete(name = names))]
async fn write(desk: &Desk, named: Named) -> Result<String, ToolError> {
    Ok(format!("{}: {}", named.name, desk.seen()))
}

async fn names(desk: &Desk, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(vec![format!("shared {}", desk.seen())])
}

/// What is seen.
#[resource(uri = "desk://seen", public)]
async fn seen(desk: &Desk) -> Result<String, ToolError> {
    Ok(desk.seen())
}

fn me() -> Caller {
    Caller::trusted("me")
}

#[tokio::test]
async fn a_tool_gets_a_new_context_for_each_call() {
    let tools = Toolset::new(tools![look].into_iter().map(|tool| tool.context_per_call(first))).unwrap();
    let desk = Desk::default();
    for _ in 0..2 {
        let output = tools.call("look", "{}", &desk, &me()).await.unwrap();
        assert_eq!(output.json(), br#"{"text":"first 1, first 2"}"#);
    }
    assert_eq!(desk.used.load(Relaxed), 0, "the shared context was not used");
    assert_eq!(desk.dropped.load(Relaxed), 2, "each context ended with its call");
}

#[tokio::test]
async fn a_tool_without_a_maker_works_on_the_shared_context() {
    let tools = Toolset::new(tools![look]).unwrap();
    let desk = Desk::default();
    tools.call("look", "{}", &desk, &me()).await.unwrap();
    assert_eq!((desk.used.load(Relaxed), desk.dropped.load(Relaxed)), (2, 0));
}

#[tokio::test]
async fn a_prompt_gets_a_new_context_and_its_completion_the_shared_one() {
    let prompts = Prompts::new(prompts![write].into_iter().map(|prompt| prompt.context_per_call(first))).unwrap();
    let desk = Desk::default();
    for _ in 0..2 {
        let messages = prompts.get("write", r#"{"name": "Ada"}"#, &desk, &me()).await.unwrap();
        assert_eq!(messages, "Ada: first 1".into());
    }
    let completion = prompts.complete("write", "name", &SoFar::typed("s"), &desk, &me()).await.unwrap();
    assert_eq!(completion.values, ["shared  1"]);
}

#[tokio::test]
async fn a_resource_gets_a_new_context_for_each_reading() {
    let resources = resources![seen].into_iter().map(|resource| resource.context_per_call(first));
    let resources = Resources::new(resources).unwrap();
    let desk = Desk::default();
    for _ in 0..2 {
        let contents = resources.read("desk://seen", &desk, &me()).await.unwrap();
        assert_eq!(contents.text(), Some("first 1"));
    }
    assert_eq!(desk.used.load(Relaxed), 0, "the shared context was not used");
}

#[tokio::test]
async fn the_maker_sees_the_call() {
    let tools = Toolset::new(tools![look].into_iter().map(|tool| tool.context_per_call(by_caller))).unwrap();
    for (caller, seen) in [
        (Caller::with_scopes("holder", ["desk"]), r#"{"text":"holder 1, holder 2"}"#),
        (Caller::with_scopes("stranger", [""; 0]), r#"{"text":"stranger 1, stranger 2"}"#),
    ] {
        let output = tools.call("look", "{}", &Desk::default(), &caller).await.unwrap();
        assert_eq!(output.json(), seen.as_bytes());
    }
}

#[tokio::test]
async fn the_maker_that_was_set_last_runs_first() {
    let tool = tools![look].remove(0).context_per_call(first).context_per_call(second);
    let tools = Toolset::new([tool]).unwrap();
    let output = tools.call("look", "{}", &Desk::default(), &me()).await.unwrap();
    assert_eq!(output.json(), br#"{"text":"second+first 1, second+first 2"}"#);
}

#[tokio::test]
async fn arguments_that_do_not_fit_are_refused_as_without_a_maker() {
    let prompts = Prompts::new(prompts![write].into_iter().map(|prompt| prompt.context_per_call(first))).unwrap();
    let error = prompts.get("write", "{}", &Desk::default(), &me()).await.unwrap_err();
    assert!(error.to_string().contains("name"), "{error}");
}
