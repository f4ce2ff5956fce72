//! The file of `--data`: whole by itself, however a program ended.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crm_mcp_tools::sandbox::{LOCATION_ID, TOKEN};
use serde_json::json;
use support::{Conversation, Running, crm_mcp};

/// A directory of this name with nothing in it, and the file to be in it.
fn fresh(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("data-file").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory.join("crm.db")
}

fn call(tool: &str, arguments: &serde_json::Value) -> String {
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }).to_string()
}

fn creation() -> String {
    call("contacts_create-contact", &json!({ "firstName": "Kept", "email": "kept@example.com" }))
}

/// A copy of the file alone has the contact.
fn assert_whole(file: &Path) {
    let copy = file.with_file_name("copy.db");
    fs::copy(file, &copy).unwrap();
    let mut server = Conversation::start(crm_mcp(&["--stdio", "--data", copy.to_str().unwrap()]));
    server.say(&call("contacts_get-contacts", &json!({ "query": "kept@example.com" })));
    let found = server.hear();
    assert!(found.contains("\"firstName\":\"Kept\""), "{}: {found}", file.display());
    server.close_input();
    assert!(server.process.wait().unwrap().success());
    fs::remove_file(copy).unwrap();
}

/// Nothing is left beside the file, and it is whole.
fn assert_one_whole_file(file: &Path) {
    let left: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [file]);
    assert_whole(file);
}

#[test]
fn after_http_it_is_one_whole_file() {
    for signal in ["-INT", "-TERM"] {
        let file = fresh(&format!("http{signal}"));
        let mut server = Running::start(crm_mcp(&["--listen", "127.0.0.1:0", "--data", file.to_str().unwrap()]));
        let headers = [("Content-Type", "application/json"), ("MCP-Protocol-Version", "2025-11-25")];
        let (_, answer) = server.ask("POST /mcp", &headers, &creation());
        assert!(answer.contains("kept@example.com"), "{answer}");
        server.signal(signal);
        assert!(server.process.wait().unwrap().success());
        assert_one_whole_file(&file);
    }
}

#[test]
fn after_stdio_it_is_one_whole_file() {
    for end in ["the end of the input", "-INT", "-TERM"] {
        let file = fresh(&format!("stdio {end}"));
        let mut client = Conversation::start(crm_mcp(&["--stdio", "--data", file.to_str().unwrap()]));
        client.say(&creation());
        assert!(client.hear().contains("kept@example.com"));
        if end.starts_with('-') {
            assert!(Command::new("kill").args([end, &client.process.id().to_string()]).status().unwrap().success());
        } else {
            client.close_input();
        }
        assert!(client.process.wait().unwrap().success(), "{end}");
        assert_one_whole_file(&file);
    }
}

#[test]
fn after_the_sandbox_on_a_port_it_is_one_whole_file() {
    let body = json!({ "locationId": LOCATION_ID, "firstName": "Kept", "email": "kept@example.com" }).to_string();
    let authorization = format!("Bearer {TOKEN}");
    let headers = [("Authorization", &*authorization), ("Version", "2021-07-28"), ("Content-Type", "application/json")];
    for signal in ["-INT", "-TERM"] {
        let file = fresh(&format!("sandbox{signal}"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_crm-sandbox"));
        command.args(["--listen", "127.0.0.1:0", "--data"]).arg(&file);
        let mut sandbox = Running::start(command);
        let (head, answer) = sandbox.ask("POST /contacts/", &headers, &body);
        assert!(head.starts_with("HTTP/1.1 201"), "{head} {answer}");
        sandbox.signal(signal);
        assert!(sandbox.process.wait().unwrap().success());
        assert_one_whole_file(&file);
    }
}

#[test]
fn the_file_alone_is_whole_while_it_is_served_and_after_a_kill() {
    let file = fresh("killed");
    let mut client = Conversation::start(crm_mcp(&["--stdio", "--data", file.to_str().unwrap()]));
    client.say(&creation());
    assert!(client.hear().contains("kept@example.com"));
    assert_whole(&file);
    client.process.kill().unwrap();
    client.process.wait().unwrap();
    assert_one_whole_file(&file);
}

#[test]
fn it_is_the_sandbox_of_the_chosen_crm() {
    let file = fresh("close");
    let flags = ["--crm", "close", "--data", file.to_str().unwrap()];
    let mut client = Conversation::start(crm_mcp(&[&["--stdio"], &flags[..]].concat()));
    client.say(&call("create_lead", &json!({ "name": "Kept Ltd." })));
    let created: serde_json::Value = serde_json::from_str(&client.hear()).unwrap();
    client.close_input();
    assert!(client.process.wait().unwrap().success());

    let server = Running::start(crm_mcp(&[&["--listen", "127.0.0.1:0"], &flags[..]].concat()));
    let id = &created["result"]["structuredContent"]["id"];
    let headers = [("Content-Type", "application/json"), ("MCP-Protocol-Version", "2025-11-25")];
    let (_, found) = server.ask("POST /close/mcp", &headers, &call("fetch_lead", &json!({ "id": id })));
    assert!(found.contains("Kept Ltd."), "{found}");
    server.end();
    let left: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, std::slice::from_ref(&file));

    let output = crm_mcp(&["--stdio", "--data", file.to_str().unwrap()]).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("is not a database of this version of the sandbox"), "{error}");
    assert!(error.starts_with("crm-mcp: ") && !output.status.success(), "{error}");
}
