//! The program `axum-app`: tools and own routes in one service, under its own keys.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use serde_json::Value;
use support::Running;

fn list(kind: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{kind}/list"}}"#)
}

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// How many of a kind this key is shown.
fn count(app: &Running, key: &str, kind: &str) -> usize {
    let authorization = format!("Bearer {key}");
    let (head, body) = app.ask("POST /mcp", &[JSON, ("Authorization", &authorization)], &list(kind));
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    serde_json::from_str::<Value>(&body).unwrap()["result"][kind].as_array().unwrap().len()
}

#[test]
fn own_routes_and_tools_live_side_by_side_and_each_key_sees_its_own() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_axum-app"));
    command.args(["--listen", "127.0.0.1:0"]);
    let app = Running::start(command);

    let (head, body) = app.ask("GET /health", &[], "");
    assert!(head.starts_with("HTTP/1.1 200") && body == "well", "{head}");
    for (kind, of_reader, of_owner) in [("tools", 14, 21), ("prompts", 4, 4), ("resources", 3, 3)] {
        let counts = (count(&app, "reader-key", kind), count(&app, "owner-key", kind));
        assert_eq!(counts, (of_reader, of_owner), "{kind}");
    }

    let (head, _) = app.ask("POST /mcp/", &[JSON], &list("tools"));
    assert!(head.starts_with("HTTP/1.1 401") && head.to_lowercase().contains("www-authenticate: bearer"), "{head}");
}
