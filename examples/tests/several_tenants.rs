//! The program `several-tenants`: each key opens the path of its customer, and there what the customer's token may do.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::Running;

fn start() -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_several-tenants"));
    command.arg("127.0.0.1:0");
    Running::start(command)
}

/// The head of the answer, and the answer.
fn ask(service: &Running, customer: &str, key: &str, method: &str, params: &Value) -> (String, Value) {
    let authorization = format!("Bearer {key}");
    let headers = [("Content-Type", "application/json"), ("Authorization", &*authorization)];
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
    let (head, body) = service.ask(&format!("POST /{customer}/mcp"), &headers, &message);
    (head, serde_json::from_str(&body).unwrap_or_default())
}

fn call(service: &Running, customer: &str, tool: &str, arguments: &Value) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    ask(service, customer, &format!("{customer}-key"), "tools/call", &params).1
}

#[test]
fn each_customer_works_with_a_token_of_its_own() {
    let service = start();
    let create = json!({ "firstName": "Ada" });
    let created = call(&service, "bakery", "contacts_create-contact", &create);
    assert!(created["result"]["content"][0]["text"].as_str().unwrap().contains(r#""firstName":"Ada""#), "{created}");
    let refused = call(&service, "garage", "contacts_create-contact", &create);
    assert!(refused["error"]["message"].as_str().unwrap().starts_with("unknown tool"), "{refused}");
    let read = call(&service, "garage", "contacts_get-contacts", &json!({ "limit": 1 }));
    assert!(read["result"]["content"][0]["text"].as_str().unwrap().contains(r#""contacts":[{"#), "{read}");
}

#[test]
fn a_key_opens_no_path_but_its_own() {
    let service = start();
    for (customer, key) in
        [("bakery", "garage-key"), ("garage", "bakery-key"), ("florist", "bakery-key"), ("bakery", "bakery-key2")]
    {
        let (head, _) = ask(&service, customer, key, "tools/list", &json!({}));
        assert!(head.starts_with("HTTP/1.1 401") && head.contains("invalid_token"), "{customer} {key}: {head}");
    }
}
