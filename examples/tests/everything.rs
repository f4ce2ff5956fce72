//! The program `everything`, the fixture server of the conformance suite, as its clients have it.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    io::{BufRead, BufReader},
    process::Command,
};

use serde_json::{Value, json};
use support::{Running, messages};

fn everything() -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_everything"));
    command.args(["--listen", "127.0.0.1:0"]);
    Running::start(command)
}

/// A request of a stateless client that can show forms.
fn message(method: &str, mut params: Value) -> String {
    params["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!("2026-07-28");
    params["_meta"]["io.modelcontextprotocol/clientCapabilities"] = json!({ "elicitation": {} });
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

/// Its headers.
fn headers<'a>(method: &'a str, name: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("Content-Type", "application/json"),
        ("Accept", "application/json, text/event-stream"),
        ("MCP-Protocol-Version", "2026-07-28"),
        ("Mcp-Method", method),
        ("Mcp-Name", name),
    ]
}

/// Calls a tool without arguments, and gives the head and the body of the answer.
fn call(server: &Running, path: &str, tool: &str, mut params: Value) -> (String, String) {
    (params["name"], params["arguments"]) = (json!(tool), json!({}));
    let message = message("tools/call", params);
    let (head, body) = server.ask(&format!("POST {path}"), &headers("tools/call", tool), &message);
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

#[test]
fn who_listens_is_told_of_changes_until_the_server_stops() {
    let mut server = everything();
    let wanted = json!({ "notifications": { "toolsListChanged": true } });
    let method = "subscriptions/listen";
    let stream = server.send("POST /mcp", &headers(method, ""), &message(method, wanted));
    let lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut heard = lines.filter_map(|line| Some(serde_json::from_str::<Value>(line.strip_prefix("data: ")?).unwrap()));

    let first = heard.next().unwrap();
    assert_eq!(first["method"], "notifications/subscriptions/acknowledged", "{first}");
    for tool in ["test_trigger_prompt_change", "test_trigger_tool_change"] {
        call(&server, "/mcp", tool, json!({}));
    }
    let second = heard.next().unwrap();
    assert_eq!(second["method"], "notifications/tools/list_changed", "nobody asked about prompts: {second}");
    let (_, called) = call(&server, "/mcp", "test_passing_tool", json!({}));
    assert!(called.contains("Not for long."), "{called}");

    server.signal("-TERM");
    let last = heard.next().unwrap();
    assert_eq!((&last["id"], &last["result"]["resultType"]), (&json!(1), &json!("complete")), "{last}");
    assert_eq!(heard.next(), None);
    assert!(server.process.wait().unwrap().success());
}
