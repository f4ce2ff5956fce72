//! The program `everything`, the fixture server of the conformance suite, as its clients have it.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::{Running, messages};

fn everything() -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_everything"));
    command.args(["--listen", "127.0.0.1:0"]);
    Running::start(command)
}

/// Calls a tool without arguments as a stateless client that can show forms, and gives the head and the body.
fn call(server: &Running, path: &str, tool: &str, mut params: Value) -> (String, String) {
    (params["name"], params["arguments"]) = (json!(tool), json!({}));
    params["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!("2026-07-28");
    params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = json!({ "elicitation": {} });
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params });
    let headers = [
        ("Content-Type", "application/json"),
        ("Accept", "application/json, text/event-stream"),
        ("MCP-Protocol-Version", "2026-07-28"),
        ("Mcp-Method", "tools/call"),
        ("Mcp-Name", tool),
    ];
    let (head, body) = server.ask(&format!("POST {path}"), &headers, &message.to_string());
    assert!(head.starts_with("HTTP/1.1 200"), "{head}\n{body}");
    (head.to_lowercase(), body)
}

#[test]
fn a_tool_that_asks_gets_its_answers_one_round_after_the_other() {
    let server = everything();
    let round = |params| {
        let (head, body) = call(&server, "/mcp", "test_input_required_result_multi_round", params);
        assert!(head.contains("content-type: application/json"), "{head}");
        serde_json::from_str::<Value>(&body).unwrap()["result"].take()
    };
    let answered = |result: &Value, key: &str, content: Value| {
        let responses = json!({ key: { "action": "accept", "content": content } });
        json!({ "inputResponses": responses, "requestState": result["requestState"] })
    };

    let first = round(json!({}));
    let form = json!({ "type": "object", "properties": { "name": { "type": "string" } }, "required": ["name"] });
    assert_eq!(first["resultType"], "input_required", "{first}");
    assert_eq!(first["inputRequests"]["step1"]["params"]["requestedSchema"], form, "{first}");

    let second = round(answered(&first, "step1", json!({ "name": "Ada" })));
    let message = &second["inputRequests"]["step2"]["params"]["message"];
    assert_eq!(message, "Ada, what is your favorite color?", "{second}");

    let last = round(answered(&second, "step2", json!({ "color": "blue" })));
    assert_eq!((&last["resultType"], &last["content"][0]["text"]), (&json!("complete"), &json!("Ada likes blue.")));
}

#[test]
fn a_tool_that_tells_of_its_progress_answers_with_a_stream() {
    let server = everything();
    let params = json!({ "_meta": { "progressToken": "p" } });
    let (head, body) = call(&server, "/mcp/", "test_tool_with_progress", params);
    assert!(head.contains("content-type: text/event-stream"), "{head}");

    let messages = messages(&body);
    let (answer, progress) = messages.split_last().unwrap();
    let told = |done: f64| json!({ "progressToken": "p", "progress": done, "total": 100.0 });
    let params: Vec<_> = progress.iter().map(|notification| notification["params"].clone()).collect();
    assert_eq!(params, [told(0.0), told(50.0), told(100.0)]);
    assert_eq!(answer["result"]["content"][0]["text"], "Three parts are done.");
}

#[test]
fn without_a_token_nothing_is_told() {
    let (head, body) = call(&everything(), "/mcp", "test_tool_with_progress", json!({}));
    assert!(head.contains("content-type: application/json"), "{head}");
    assert!(body.contains("Three parts are done."), "{body}");
}
