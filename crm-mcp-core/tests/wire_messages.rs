//! Every kind of answer there is, in every revision. That each is valid is checked where every reply passes.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Notes, WRITE, ask, ask_as, ask_of, meta, server, spec, wire};
use crm_mcp_core::{
    Arguments, Audience, Caller, Content, Contents, Effect, NoArguments, PromptMessage, Prompts, ResourceBytes,
    Resources, Revision, Server, ServerInfo, SoFar, Tool, ToolError, Toolset, prompt, prompts, resource, resources,
    transport::Envelope,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

/// A request as a client of this revision writes it.
fn request(revision: Revision, method: &str, mut params: Value) -> String {
    if revision.is_stateless() {
        params["_meta"] = meta();
    }
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

fn call(revision: Revision, tool: &str, arguments: &Value) -> String {
    request(revision, "tools/call", json!({ "name": tool, "arguments": arguments }))
}

fn envelope(revision: Revision) -> Envelope<'static> {
    if revision.is_stateless() { Envelope::default() } else { Envelope::bare(revision) }
}

#[derive(Deserialize, JsonSchema)]
struct Topic {
    /// The topic.
    #[serde(default)]
    topic: String,
}

/// Says something of a topic, with content of every kind.
#[prompt(title = "Discuss", public, complete(topic = topics))]
async fn discuss(_: &Notes, Topic { topic }: Topic) -> Result<Vec<PromptMessage>, ToolError> {
    let contents = contents().into_iter().map(PromptMessage::user);
    Ok([PromptMessage::assistant(format!("Let us talk of {topic}"))].into_iter().chain(contents).collect())
}

async fn topics(_: &Notes, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(vec!["weather".to_owned()])
}

/// One note.
#[resource(uri = "notes://notes/{topic}", title = "Note", public, complete(topic = topics))]
async fn note(_: &Notes, Topic { topic }: Topic) -> Result<String, ToolError> {
    Ok(topic)
}

/// A picture.
#[resource(uri = "notes://picture", mime_type = "image/png", public)]
async fn picture(_: &Notes) -> Result<ResourceBytes, ToolError> {
    Ok(ResourceBytes(vec![1]))
}

/// A server that has something of all there is.
fn everything() -> Server<Notes> {
    server()
        .with_prompts(Prompts::new(prompts![discuss]).unwrap())
        .with_resources(Resources::new(resources![note, picture]).unwrap())
        .with_logging()
}

/// What is asked of each method that the server serves.
fn params(revision: Revision, method: &str) -> Option<Value> {
    match method {
        "initialize" => Some(json!({
            "protocolVersion": revision, "capabilities": {}, "clientInfo": { "name": "c", "version": "1" },
        })),
        "ping" | "server/discover" | "tools/list" | "prompts/list" | "resources/list" | "resources/templates/list" => {
            Some(json!({}))
        }
        "tools/call" => Some(json!({ "name": "notes_get", "arguments": { "id": "n1" } })),
        "prompts/get" => Some(json!({ "name": "discuss", "arguments": { "topic": "weather" } })),
        "resources/read" => Some(json!({ "uri": "notes://picture" })),
        "completion/complete" => Some(json!({
            "ref": { "type": "ref/prompt", "name": "discuss" }, "argument": { "name": "topic", "value": "w" },
        })),
        "logging/setLevel" => Some(json!({ "level": "info" })),
        _ => None,
    }
}

#[tokio::test]
async fn every_method_of_every_revision_is_answered_or_said_to_be_unknown() {
    let (server, caller) = (everything(), Caller::trusted("t"));
    for &revision in Revision::ALL {
        for method in wire::methods(revision).into_keys() {
            let params = params(revision, method);
            let is_served = params.is_some();
            let message = request(revision, method, params.unwrap_or_else(|| json!({})));
            let (_, body) = ask_of(&server, &caller, &message, &envelope(revision)).await;
            assert_eq!(body["result"].is_object(), is_served, "{revision}, {method}: {body}");
            assert_eq!(body["error"]["code"] == -32601, !is_served, "{revision}, {method}: {body}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_refused_in_every_revision() {
    let (server, caller) = (everything(), Caller::trusted("t"));
    for &revision in Revision::ALL {
        for (method, params) in [
            ("prompts/get", json!({ "name": "nothing" })),
            ("prompts/list", json!({ "cursor": "x" })),
            ("resources/read", json!({ "uri": "notes://nothing" })),
            ("completion/complete", json!({ "ref": { "type": "ref/prompt", "name": "nothing" } })),
        ] {
            let message = request(revision, method, params);
            let (_, body) = ask_of(&server, &caller, &message, &envelope(revision)).await;
            assert!(body["error"]["code"].is_i64(), "{revision}, {method}: {body}");
        }
        let read = request(revision, "resources/read", json!({ "uri": "notes://notes/a" }));
        let (_, body) = ask_of(&server, &caller, &read, &envelope(revision)).await;
        assert_eq!(body["result"]["contents"][0]["text"], "a", "{revision}: {body}");
    }
}

#[tokio::test]
async fn every_outcome_of_a_call_can_be_told() {
    let reader = Caller::with_scopes("reader", ["notes.readonly"]).with_step_up();
    for &revision in Revision::ALL {
        let cases = [
            ("a failure of the tool", "notes_get", json!({ "id": "n2" }), "/result/isError", json!(true)),
            ("arguments it does not take", "notes_get", json!({ "note": 1 }), "/result/isError", json!(true)),
            ("a tool there is not", "nothing", json!({}), "/error/code", json!(-32602)),
            ("a tool with a fault", "panic", json!({}), "/error/code", json!(-32603)),
            ("a scope too few", "notes_drop", json!({ "id": "n1" }), "/error/data/tool", json!("notes_drop")),
            ("a record", "notes_get", json!({ "id": "n1" }), "/result/content/0/type", json!("text")),
        ];
        for (what, tool, arguments, place, expected) in cases {
            let (_, body) = ask_as(&reader, &call(revision, tool, &arguments), &envelope(revision)).await;
            assert_eq!(body.pointer(place), Some(&expected), "{revision}, {what}: {body}");
        }
        let cursor = request(revision, "tools/list", json!({ "cursor": "x" }));
        assert_eq!(ask(&cursor, &envelope(revision)).await.1["error"]["code"], -32602, "{revision}");
    }
}

#[tokio::test]
async fn pages_and_names_for_people_are_valid() {
    for &revision in Revision::ALL {
        let info = ServerInfo::new("notes", "1.2.3").title("Notes");
        let server = Server::new(info, common::toolset()).with_page_size(1.try_into().unwrap());
        let list = request(revision, "tools/list", json!({}));
        let (_, body) = ask_of(&server, &Caller::trusted("t"), &list, &envelope(revision)).await;
        assert!(body["result"]["nextCursor"].is_string(), "{revision}: {body}");
        let hello = if revision.is_stateless() { "server/discover" } else { "initialize" };
        let hello = request(revision, hello, params(revision, hello).unwrap());
        let (_, body) = ask_of(&server, &Caller::trusted("t"), &hello, &envelope(revision)).await;
        assert!(body.to_string().contains(r#""title":"Notes""#), "{revision}: {body}");
    }
}

/// One piece of content of each kind.
fn contents() -> [Content; 6] {
    [
        Content::text("text").for_audience([Audience::User, Audience::Assistant]).with_priority(0.5),
        Content::image("image/png", [1]),
        Content::audio("audio/wav", [2]),
        Content::link("notes://n1", "n1"),
        Content::resource("notes://n1", "text/plain", "a note"),
        Content::resource_bytes("notes://n2", "application/pdf", [3]).for_audience([Audience::User]),
    ]
}

#[tokio::test]
async fn content_has_the_kinds_that_the_revision_knows() {
    let tool = Tool::new(spec("show", Effect::Read, &[WRITE]), Arguments::<NoArguments>::new(), |_, _, _| {
        Box::pin(async { Ok::<_, ToolError>(Contents::from(contents())) })
    });
    let server = Server::new(server().info().clone(), Toolset::new([tool]).unwrap());
    for (revision, kinds) in [
        (Revision::V2024_11_05, ["text", "image", "text", "text", "resource", "resource"]),
        (Revision::V2025_03_26, ["text", "image", "audio", "text", "resource", "resource"]),
        (Revision::V2025_06_18, ["text", "image", "audio", "resource_link", "resource", "resource"]),
        (Revision::V2025_11_25, ["text", "image", "audio", "resource_link", "resource", "resource"]),
        (Revision::V2026_07_28, ["text", "image", "audio", "resource_link", "resource", "resource"]),
    ] {
        let message = call(revision, "show", &json!({}));
        let (_, body) = ask_of(&server, &Caller::trusted("t"), &message, &envelope(revision)).await;
        let content = body["result"]["content"].as_array().unwrap();
        assert_eq!(content.iter().map(|block| &block["type"]).collect::<Vec<_>>(), kinds, "{revision}: {body}");
        if kinds[3] == "text" {
            assert_eq!(content[3]["text"], "[n1](notes://n1)", "{revision}");
        }
    }
}
