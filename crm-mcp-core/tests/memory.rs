//! What a message may cost while it is read: little beside the message itself, whatever stands in it and however often.

#![allow(clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use crm_mcp_core::{
    Answer, Arguments, Call, Caller, Effect, Prompts, Resources, Revision, Server, ServerInfo, SoFar, Tool, ToolError,
    ToolSpec, Toolset, prompt, prompts, resource, resources,
    transport::{Envelope, Incoming, Outlet, Peer},
};
use peak_alloc::PeakAlloc;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Six copies of a message: such as the arguments that stood in a string, those that fit the schema, and a text that grows.
const MOST: usize = 6 << 20;

/// An answer that tells what is wrong is short.
const LONGEST_ANSWER: usize = 8 << 10;

/// The bytes of the values in each message.
const SIZE: usize = 1_000_000;

#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
struct Everything {
    tags: Vec<String>,
    #[schemars(length(max = 3))]
    few: Vec<String>,
    different: BTreeSet<String>,
    /// Anything.
    free: BTreeMap<String, Value>,
    either: Option<Either>,
    variant: Option<Variant>,
    lists: Vec<Vec<u8>>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Either {
    Counts(Vec<u8>),
    Words(Vec<String>),
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
enum Variant {
    Tags(Vec<String>),
    Count(u8),
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Sure {
    /// Really?
    sure: bool,
}

/// Asks before it does anything.
async fn ask(everything: Everything, call: &Call) -> Result<Everything, ToolError> {
    match call.ask::<Sure>("sure", "Well?").await? {
        Answer::Accepted(Sure { sure: true }) => Ok(everything),
        _ => Ok(Everything::default()),
    }
}

#[derive(Deserialize, JsonSchema)]
struct Name {
    name: Option<String>,
}

/// Greets somebody.
#[prompt(public, complete(name = names))]
async fn greet((): &(), name: Name) -> Result<String, ToolError> {
    Ok(name.name.unwrap_or_default())
}

async fn names((): &(), _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(vec!["Ada".to_owned()])
}

#[derive(Deserialize, JsonSchema)]
struct Nothing {}

/// A resource.
#[resource(uri = "memory://one", public)]
async fn one((): &(), _: Nothing) -> Result<String, ToolError> {
    Ok("one".to_owned())
}

fn server() -> Server<()> {
    let spec = |name| ToolSpec::new(name, Effect::Read).description("Gives back what it was given.").public();
    let echo = Tool::new(spec("echo"), Arguments::<Everything>::new(), |(), everything, _| {
        Box::pin(async { Ok::<_, ToolError>(everything) })
    });
    let asking =
        Tool::new(spec("ask"), Arguments::<Everything>::new(), |(), everything, call| Box::pin(ask(everything, call)));
    let schema = Arguments::<BTreeMap<String, Value>>::with_schema(json!({ "type": "object" }));
    let shown = Tool::new(spec("shown"), schema, |(), free, _| {
        Box::pin(async { Ok::<_, ToolError>(Everything { free, ..Everything::default() }) })
    });
    Server::new(ServerInfo::new("memory", "1.0.0"), Toolset::new([echo, asking, shown]).unwrap())
        .with_prompts(Prompts::new(prompts![greet]).unwrap())
        .with_resources(Resources::new(resources![one]).unwrap())
        .with_changes()
}

fn many(each: &str) -> String {
    vec![each; SIZE / (each.len() + 1)].join(",")
}

/// Members with names that differ.
fn members(value: &str) -> String {
    let member = |number| format!(r#""{number:07}":{value}"#);
    (0..SIZE / (member(0).len() + 1)).map(member).collect::<Vec<_>>().join(",")
}

const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}"#;

fn request(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#)
}

fn call(tool: &str, arguments: &str) -> String {
    request("tools/call", &format!(r#"{{"name":"{tool}","arguments":{arguments},{META}}}"#))
}

/// Messages of about a megabyte, each with many values in another place.
fn messages() -> Vec<(String, String)> {
    let (ones, numbered) = (many("1"), members("1"));
    let in_a_string = |json: &str| json!(json).to_string();
    let capabilities = format!(r#"{{"elicitation":{{{numbered}}},"roots":{{{numbered}}}}}"#);
    let stateless = |capabilities: &str| META.replace(r#"{"elicitation":{}}"#, capabilities);
    let arguments = [
        ("items of a list", format!(r#"{{"tags":[{ones}]}}"#)),
        ("items of a short list", format!(r#"{{"few":[{ones}]}}"#)),
        ("items that must differ", format!(r#"{{"different":[{}]}}"#, members("1").replace(":1", ""))),
        ("items that are all the same", format!(r#"{{"different":[{ones}]}}"#)),
        ("empty lists in a list", format!(r#"{{"lists":[{}]}}"#, many("[]"))),
        ("free values", format!(r#"{{"free":{{{numbered}}}}}"#)),
        ("items in a free value", format!(r#"{{"free":{{"a":{{"b":[{ones}]}}}}}}"#)),
        ("objects in a free value", format!(r#"{{"free":{{"a":[{}]}}}}"#, many("{}"))),
        ("items of a list of several types", format!(r#"{{"either":[{}]}}"#, many("\"a\""))),
        ("items of a variant", format!(r#"{{"variant":{{"tags":[{ones}]}}}}"#)),
        ("names of variants", format!(r#"{{"variant":{{{numbered}}}}}"#)),
        ("unknown fields", format!("{{{numbered}}}")),
        ("one unknown field", format!("{{{}}}", many("\"a\":1"))),
        ("one field", format!("{{{}}}", many("\"tags\":[]"))),
    ];
    let calls = arguments.iter().flat_map(|(what, json)| {
        let text = in_a_string(json);
        let shown = format!("{what}, by a schema that is only shown");
        let named = |message| ((*what).to_owned(), message);
        [named(call("echo", json)), named(call("echo", &text)), named(call("ask", json)), (shown, call("shown", json))]
    });
    let text = in_a_string(&format!("[{ones}]"));
    let others = [
        ("a list in a string", call("echo", &format!(r#"{{"tags":{text}}}"#))),
        ("members of the message", format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping",{numbered}}}"#)),
        ("parameters", request("ping", &format!("{{{numbered}}}"))),
        ("parameters in a list", request("ping", &format!("[{ones}]"))),
        ("fields of _meta", request("ping", &format!(r#"{{"_meta":{{{numbered}}}}}"#))),
        ("messages of a batch", format!("[{ones}]")),
        ("capabilities of a handshake", request("initialize", &format!(r#"{{"capabilities":{capabilities}}}"#))),
        (
            "capabilities of a request",
            request("tools/call", &format!(r#"{{"name":"echo",{}}}"#, stateless(&capabilities))),
        ),
        (
            "answers",
            request("tools/call", &format!(r#"{{"name":"ask","inputResponses":{{{}}},{META}}}"#, members("{}"))),
        ),
        ("arguments with a note", {
            request(
                "tools/call",
                &format!(r#"{{"name":"ask","arguments":{{"tags":[{ones}]}},"requestState":"x",{META}}}"#),
            )
        }),
        ("arguments of a prompt", request("prompts/get", &format!(r#"{{"name":"greet","arguments":{{{numbered}}}}}"#))),
        ("a list as an argument of a prompt", {
            request("prompts/get", &format!(r#"{{"name":"greet","arguments":{{"name":[{ones}]}}}}"#))
        }),
        ("what else is chosen", {
            let context = format!(r#"{{"arguments":{{{}}}}}"#, members("\"a\""));
            let reference = r#""ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"name","value":"A"}"#;
            request("completion/complete", &format!(r#"{{{reference},"context":{context}}}"#))
        }),
        ("subscriptions", {
            let filter = format!(r#"{{"resourceSubscriptions":[{}]}}"#, many("\"a\""));
            request("subscriptions/listen", &format!(r#"{{"notifications":{filter},{META}}}"#))
        }),
        ("an answer of the client", format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{{numbered}}}}}"#)),
    ];
    calls.chain(others.map(|(what, message)| (what.to_owned(), message))).collect()
}

#[test]
fn a_message_costs_little_beside_itself() {
    let (server, caller) = (server(), Caller::trusted("me"));
    let mut faults = Vec::new();
    for (what, message) in messages() {
        assert!((SIZE / 2..=3 * SIZE).contains(&message.len()), "{what}: {}", message.len());
        let (outlet, outgoing) = Outlet::new();
        let peer = Peer::new(Some(outlet), Some(Arc::default()));
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let envelope = Envelope::bare(Revision::V2025_03_26);
        let answer = at_once(server.handle(&Incoming::read(&message), &envelope, &peer, &caller, &()));
        let peak = MEMORY.peak_usage() - before;
        let length = answer.map_or(0, |reply| reply.into_body().unwrap_or_default().len());
        if peak > MOST || length > LONGEST_ANSWER {
            faults.push(format!("{what}: {} bytes cost {peak} and were answered with {length}", message.len()));
        }
        drop(outgoing);
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The answer, if it is there at once: who listens waits for changes.
fn at_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
