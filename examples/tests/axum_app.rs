//! The program `axum-app`: CRM tools and a tool of the program's own in one endpoint, beside a route of its own.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::Running;

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn start() -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_axum-app"));
    command.arg("127.0.0.1:0");
    Running::start(command)
}

fn message(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

/// The whole answer to the owner of this key.
fn ask(app: &Running, key: &str, method: &str, params: &Value) -> Value {
    let authorization = format!("Bearer {key}");
    let headers = [JSON, ("Authorization", &*authorization)];
    let (head, body) = app.ask("POST /mcp", &headers, &message(method, params));
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    serde_json::from_str(&body).unwrap()
}

/// The names of the tools that a key is shown.
fn tools(app: &Running, key: &str) -> Vec<String> {
    let answer = ask(app, key, "tools/list", &json!({}));
    let tools = answer["result"]["tools"].as_array().unwrap();
    tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn tools_of_the_crm_and_of_the_program_are_in_one_list() {
    let app = start();
    let (of_reader, of_owner) = (tools(&app, "reader-key"), tools(&app, "owner-key"));
    assert_eq!((of_reader.len(), of_owner.len()), (14, 22));
    assert_eq!(of_owner.last().unwrap(), "keep_note");
    assert!(of_owner.iter().any(|name| name == "contacts_create-contact"), "{of_owner:?}");
    assert!(of_reader.iter().all(|name| of_owner.contains(name) && name != "keep_note"), "{of_reader:?}");
}

#[test]
fn each_tool_works_on_its_part_of_the_program() {
    let app = start();
    let search = json!({ "name": "contacts_get-contacts", "arguments": { "query": "Priya" } });
    let found = ask(&app, "reader-key", "tools/call", &search);
    assert!(found["result"]["content"][0]["text"].as_str().unwrap().contains(r#""firstName":"Priya""#), "{found}");

    for (text, count) in [("call Ada", r#"{"result":1}"#), ("write to Max", r#"{"result":2}"#)] {
        let note = json!({ "name": "keep_note", "arguments": { "text": text } });
        let kept = ask(&app, "owner-key", "tools/call", &note);
        assert_eq!(kept["result"]["content"][0]["text"], count, "{kept}");
    }
    let (head, body) = app.ask("GET /notes", &[], "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(body, "owner: call Ada\nowner: write to Max");
}

#[test]
fn without_a_key_there_is_a_challenge() {
    let app = start();
    let list = message("tools/list", &json!({}));
    for (headers, is_invalid) in [(&[JSON][..], false), (&[JSON, ("Authorization", "Bearer reader")], true)] {
        let (head, _) = app.ask("POST /mcp/", headers, &list);
        assert!(head.starts_with("HTTP/1.1 401") && head.to_lowercase().contains("www-authenticate: bearer"), "{head}");
        assert_eq!(head.contains("invalid_token"), is_invalid, "{head}");
    }
}
