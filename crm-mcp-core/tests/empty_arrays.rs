//! `[]` where an object belongs: PHP writes an empty object so.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Notes, ask_of, framed, in_every_revision, request, stateless};
use crm_mcp_core::{
    Arguments, Caller, Effect, Prompts, Revision, Server, ServerInfo, Tool, ToolError, Toolset, prompt, prompts,
    resource, resources, tool, tools, transport::Envelope,
};
use serde_json::{Value, json};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Nothing {}

#[derive(serde::Serialize, schemars::JsonSchema)]
struct Count {
    count: usize,
}

/// Counts the notes.
#[tool(read, public)]
async fn count(notes: &Notes, _: Nothing) -> Result<Count, ToolError> {
    Ok(Count { count: notes.len() })
}

/// Greets.
#[prompt(public)]
async fn greet(_: &Notes, _: Nothing) -> Result<String, ToolError> {
    Ok("Hello.".to_owned())
}

/// The only resource.
#[resource(uri = "notes://all", public)]
async fn all(_: &Notes, _: Nothing) -> Result<String, ToolError> {
    Ok("none".to_owned())
}

/// The same tool by a schema that is only shown.
fn shown() -> Tool<Notes> {
    let arguments = Arguments::<Nothing>::with_schema(json!({ "type": "object" }));
    Tool::new(common::spec("shown", Effect::Read, &[]), arguments, |notes, nothing, _| Box::pin(count(notes, nothing)))
}

fn server() -> Server<Notes> {
    Server::new(ServerInfo::new("notes", "1.2.3"), Toolset::new(tools![count].into_iter().chain([shown()])).unwrap())
        .with_prompts(Prompts::new(prompts![greet]).unwrap())
        .with_resources(crm_mcp_core::Resources::new(resources![all]).unwrap())
}

async fn answer(message: &str, envelope: &Envelope<'_>) -> Value {
    ask_of(&server(), &Caller::trusted("me"), message, envelope).await.1
}

#[tokio::test]
async fn parameters_may_be_an_empty_array() {
    for method in ["ping", "initialize", "tools/list", "prompts/list", "resources/list", "resources/templates/list"] {
        for revision in Revision::ALL.iter().filter(|revision| **revision < Revision::V2026_07_28) {
            let envelope = Envelope::bare(*revision);
            let with_array = answer(&request(method, &json!([])), &envelope).await;
            assert_eq!(with_array, answer(&request(method, &json!({})), &envelope).await, "{method}");
            assert!(with_array["result"].is_object(), "{method} {revision}: {with_array}");
            let spaced = request(method, &json!([])).replace("[]", "[ ]");
            assert_eq!(answer(&spaced, &envelope).await, with_array, "{method}");
            let refused = answer(&request(method, &json!([1])), &envelope).await;
            assert_eq!(refused["error"]["code"], -32602, "{method}: {refused}");
        }
    }
}

#[tokio::test]
async fn arguments_may_be_an_empty_array_or_text() {
    for nothing in [json!([]), json!(""), json!({}), Value::Null] {
        for (method, name) in [("tools/call", "count"), ("tools/call", "shown"), ("prompts/get", "greet")] {
            let params = json!({ "name": name, "arguments": nothing });
            for (revision, message, envelope) in in_every_revision(method, &params, name) {
                let answer = answer(&message, &envelope).await;
                assert!(answer["result"].is_object(), "{method} {revision}: {answer}");
                assert!(answer["result"]["isError"] != true, "{method} {revision}: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn capabilities_and_what_is_in_them_may_be_an_empty_array() {
    let mut message: Value = serde_json::from_str(&stateless("tools/list", json!({}))).unwrap();
    for capabilities in [json!([]), json!({ "elicitation": [] })] {
        message["params"]["_meta"]["io.modelcontextprotocol/clientCapabilities"] = capabilities;
        let answer = answer(&message.to_string(), &framed("tools/list", "")).await;
        assert!(answer["result"]["tools"].is_array(), "{answer}");
    }
    message["params"]["_meta"]["io.modelcontextprotocol/clientCapabilities"] = json!([1]);
    assert_eq!(answer(&message.to_string(), &framed("tools/list", "")).await["error"]["code"], -32602);
}
