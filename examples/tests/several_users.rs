//! The program `several-users`: each key leads to the tools of its user.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::Running;

fn start() -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_several-users"));
    command.arg("127.0.0.1:0");
    Running::start(command)
}

/// The head of the answer and its result, or its error.
fn ask(users: &Running, key: &str, method: &str, params: &Value) -> (String, Value) {
    let authorization = format!("Bearer {key}");
    let headers = [("Content-Type", "application/json"), ("Authorization", &*authorization)];
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
    let (head, body) = users.ask("POST /mcp", &headers, &message);
    let mut answer: Value = serde_json::from_str(&body).unwrap_or_default();
    let result = ["result", "error"].into_iter().find_map(|member| Some(answer.get_mut(member)?.take()));
    (head, result.unwrap_or_default())
}

fn tools(users: &Running, key: &str) -> Vec<String> {
    let (_, result) = ask(users, key, "tools/list", &json!({}));
    result["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_user_sees_the_tools_of_their_scopes_and_tier() {
    let users = start();
    assert_eq!(
        tools(&users, "ada-key"),
        [
            "contacts_get-all-tasks",
            "contacts_get-contact",
            "contacts_get-contacts",
            "opportunities_search-opportunity",
            "opportunities_get-pipelines",
            "opportunities_get-opportunity",
        ]
    );
    // Max may add, and what overwrites or removes is of a higher tier.
    assert_eq!(
        tools(&users, "max-key"),
        [
            "contacts_get-all-tasks",
            "contacts_add-tags",
            "contacts_get-contact",
            "contacts_create-contact",
            "contacts_get-contacts",
        ]
    );
}

#[test]
fn a_user_calls_what_they_see_and_nothing_else() {
    let users = start();
    let create = json!({ "name": "contacts_create-contact", "arguments": { "firstName": "Ada" } });
    let (_, created) = ask(&users, "max-key", "tools/call", &create);
    assert!(created["content"][0]["text"].as_str().unwrap().contains(r#""firstName":"Ada""#), "{created}");

    let (_, refused) = ask(&users, "ada-key", "tools/call", &create);
    assert!(refused["message"].as_str().unwrap().starts_with("unknown tool `contacts_create-contact`"), "{refused}");
}

#[test]
fn a_key_that_is_missing_or_unknown_opens_nothing() {
    let users = start();
    for key in ["", "ada", "ada-key2"] {
        let (head, _) = ask(&users, key, "tools/list", &json!({}));
        assert!(head.starts_with("HTTP/1.1 401") && head.contains("invalid_token"), "{key}: {head}");
    }
}
