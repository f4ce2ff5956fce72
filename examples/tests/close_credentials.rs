//! Credentials of Close: keys, tokens and tiers, in headers and in the environment.

#![allow(clippy::unwrap_used)]

mod support;

use std::{collections::BTreeSet, fs::File, io::Read, path::Path};

use crm_mcp_core::Tier;
use crm_mcp_tools::{close, sandbox::close::API_KEY};
use serde_json::{Value, json};
use support::{Conversation, Running, Vendor, crm_mcp};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const REVISION: (&str, &str) = ("MCP-Protocol-Version", "2025-11-25");
const KEY: (&str, &str) = ("Close-API-Key", API_KEY);
const TIERS: [Tier; 3] = [Tier::Read, Tier::WriteSafe, Tier::WriteDestructive];
const STATUSES: &str = r#"{"data":[{"id":"stat_1","label":"Borrowed"}],"has_more":false}"#;

fn serving(arguments: &[&str]) -> Running {
    Running::start(crm_mcp(&[&["--listen", "127.0.0.1:0"], arguments].concat()))
}

fn request(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

fn list() -> String {
    request("tools/list", &json!({}))
}

fn call(tool: &str, arguments: &Value) -> String {
    request("tools/call", &json!({ "name": tool, "arguments": arguments }))
}

fn ask(server: &Running, headers: &[(&str, &str)], message: &str) -> (String, Value) {
    let (head, body) = server.ask("POST /close/mcp", &[&[JSON, REVISION], headers].concat(), message);
    (head, serde_json::from_str(&body).unwrap())
}

fn names(listing: &Value) -> BTreeSet<String> {
    let tools = listing["result"]["tools"].as_array().unwrap_or_else(|| panic!("{listing}"));
    tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

/// The tools that are served by default and that a tier lets through.
fn tools_of(tier: Tier) -> BTreeSet<String> {
    let tools = close::default_tools();
    tools.iter().filter(|tool| tool.spec().effect.tier() <= tier).map(|tool| tool.spec().name.to_string()).collect()
}

#[test]
fn the_scope_beside_a_key_decides_what_is_listed_and_what_can_be_called() {
    let server = serving(&[]);
    assert_eq!(names(&ask(&server, &[KEY], &list()).1), tools_of(Tier::Read), "a key alone may read");
    assert_eq!(names(&ask(&server, &[], &list()).1), tools_of(Tier::WriteDestructive), "the sandbox without a key");
    let bearer = format!("Bearer {API_KEY}");
    let calls = [
        (Tier::Read, call("find_lead_statuses", &json!({}))),
        (Tier::WriteSafe, call("create_lead", &json!({ "name": "Tiered Ltd." }))),
        (Tier::WriteDestructive, call("update_lead", &json!({ "id": "lead_nobody", "name": "Tiered Ltd." }))),
    ];
    for tier in TIERS {
        let scope = ("Close-Scope", tier.as_str());
        for headers in [&[KEY, scope][..], &[("Authorization", &bearer), scope], &[scope], &[("crm-scopes", scope.1)]] {
            assert_eq!(names(&ask(&server, headers, &list()).1), tools_of(tier), "{headers:?}");
            for (needed, call) in &calls {
                let answer = ask(&server, headers, call).1;
                let is_unknown = answer["error"]["code"] == -32602;
                assert_eq!(is_unknown, *needed > tier, "{headers:?} {call}: {answer}");
            }
        }
    }
}

#[test]
fn what_is_wrong_with_the_headers_is_told_without_the_key() {
    let server = serving(&[]);
    let three = "`Close-Scope`: what it holds is not a scope of Close; there are: mcp.read, mcp.write_safe, \
        mcp.write_destructive";
    let (key, bearer) = (("Close-API-Key", "api_secret"), ("Authorization", "Bearer api_secret"));
    let either = "send `Close-API-Key: <key>` or `Authorization: Bearer <token>`, not both";
    for (headers, message) in [
        (&[key, ("Close-Scope", "mcp.write")][..], three),
        (&[("Close-Scope", "mcp.write")], three),
        (&[key, ("Close-Scope", "mcp.read mcp.write_safe")], "`Close-Scope`: name one scope"),
        (&[key, ("Close-Scope", "")], "`Close-Scope`: the list of scopes is empty"),
        (&[key, bearer], either),
        (&[key, key], "send the header `Close-API-Key` once"),
        (&[key, ("Close-Scope", "mcp.read"), ("close-scope", "mcp.write_safe")], "send the header `Close-Scope` once"),
        (&[("Authorization", "Basic api_secret")], "`Authorization` is `Bearer <token>`"),
        (
            &[key, ("crm-scopes", "contacts.readonly")],
            "`crm-scopes`: what it holds is not a scope of Close; there are: mcp.read",
        ),
        // The key in the place of something else.
        (&[("Close-API-Key", "mcp.read"), ("Close-Scope", "api_secret")], three),
        (&[("crm-scopes", "api_secret")], "`crm-scopes`: what it holds is not a scope of Close"),
        (&[("Authorization", "Bearer api_secret"), ("locationId", "ve9")], "this is Close"),
        (&[("Close-API-Key", "")], "the key is not usable"),
    ] {
        let (head, body) = ask(&server, headers, &list());
        assert!(head.starts_with("HTTP/1.1 400"), "{headers:?}: {head}");
        assert!(body["error"]["message"].as_str().unwrap().contains(message), "{headers:?}: {body}");
        assert!(!format!("{head}{body}").contains("api_secret"), "{body}");
    }
}

#[test]
fn headers_of_close_are_not_passed_over_by_highlevel() {
    let server = serving(&[]);
    for header in [("Close-API-Key", "api_secret"), ("Close-Scope", "mcp.read")] {
        let (head, body) = server.ask("POST /highlevel/mcp", &[JSON, REVISION, header], &list());
        assert!(head.starts_with("HTTP/1.1 400") && body.contains("/close/mcp"), "{head} {body}");
        assert!(!format!("{head}{body}").contains("api_secret"), "{body}");
    }
}

#[test]
fn without_a_sandbox_a_client_is_told_what_to_send() {
    let server = serving(&["--close-url", "http://127.0.0.1:9"]);
    for headers in [&[][..], &[("Close-Scope", "mcp.read")]] {
        let (head, body) = ask(&server, headers, &list());
        assert!(head.starts_with("HTTP/1.1 401"), "{head}");
        assert!(head.to_lowercase().contains("\r\nwww-authenticate: bearer"), "{head}");
        let message = body["error"]["message"].as_str().unwrap();
        for part in ["`Close-API-Key: <key>`", "`Close-Scope: mcp.read`", "`Authorization: Bearer <token>`"] {
            assert!(message.contains(part), "{part} in {message}");
        }
    }
    let (head, body) = server.ask("POST /register", &[JSON], "{}");
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    assert!(body.contains("send the headers Close-API-Key: <Close key> and Close-Scope: "), "{body}");
}

/// A call through the server, and the head of the request that the vendor got of it.
fn head_at_vendor(server: &Running, vendor: &Vendor, headers: &[(&str, &str)]) -> String {
    let find = call("find_lead_statuses", &json!({}));
    let mut stream = server.send("POST /close/mcp", &[&[JSON, REVISION], headers].concat(), &find);
    let (head, connection) = vendor.take();
    Vendor::answer(connection, STATUSES);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Borrowed"), "{answer}");
    head.to_lowercase()
}

#[test]
fn a_key_goes_to_close_as_basic_and_a_token_as_bearer_and_the_scope_stays_here() {
    let vendor = Vendor::start();
    let mut command = crm_mcp(&["--listen", "127.0.0.1:0", "--close-url", &format!("{}/api/v1", vendor.url())]);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("close_credentials.log");
    command.env("RUST_LOG", "debug").stderr(File::create(&file).unwrap());
    let server = Running::start(command);
    // `api_mine:` in Base64.
    for (header, value, sent) in
        [("Close-API-Key", "api_mine", "basic yxbpx21pbmu6"), ("Authorization", "Bearer Token-1", "bearer token-1")]
    {
        let head = head_at_vendor(&server, &vendor, &[(header, value), ("Close-Scope", "mcp.read")]);
        assert!(head.starts_with("get /api/v1/status/lead/"), "{head}");
        assert!(head.contains(&format!("\r\nauthorization: {sent}\r\n")), "{head}");
        assert!(!head.contains("close-scope") && !head.contains("close-api-key"), "{head}");
    }
    server.end();
    let log = std::fs::read_to_string(file).unwrap();
    assert!(log.contains("find_lead_statuses"), "{log}");
    for secret in ["api_mine", "YXBpX21pbmU6", "Token-1"] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[test]
fn on_stdio_the_key_and_its_scope_come_from_the_environment() {
    for (scope, flags, tier) in [
        ("", &[][..], Tier::Read),
        ("mcp.write_safe", &[], Tier::WriteSafe),
        ("mcp.write_destructive", &[], Tier::WriteDestructive),
        ("mcp.write_destructive", &["--read-only"], Tier::Read),
        ("mcp.write_destructive", &["--scopes", "mcp.write_safe"], Tier::WriteSafe),
        ("mcp.read", &["--scopes", "mcp.write_destructive"], Tier::Read),
    ] {
        let mut command = crm_mcp(&[&["--stdio", "--crm", "close"], flags].concat());
        command.env("CLOSE_API_KEY", "api_mine").env("CLOSE_SCOPE", scope);
        let mut client = Conversation::start(command);
        client.say(&list());
        let listing = serde_json::from_str(&client.hear()).unwrap();
        assert_eq!(names(&listing), tools_of(tier), "{scope} {flags:?}");
    }
}

#[test]
fn a_client_without_a_key_acts_with_that_of_the_environment_and_can_only_narrow_it() {
    let vendor = Vendor::start();
    let mut command = crm_mcp(&["--listen", "127.0.0.1:0", "--close-url", &format!("{}/api/v1", vendor.url())]);
    command.env("CLOSE_API_KEY", "api_mine").env("CLOSE_SCOPE", "mcp.write_safe");
    let server = Running::start(command);
    for (headers, tier) in [
        (&[][..], Tier::WriteSafe),
        (&[("Close-Scope", "mcp.read")], Tier::Read),
        (&[("Close-Scope", "mcp.write_destructive")], Tier::WriteSafe),
        (&[("Close-API-Key", "api_other"), ("Close-Scope", "mcp.write_destructive")], Tier::WriteDestructive),
    ] {
        assert_eq!(names(&ask(&server, headers, &list()).1), tools_of(tier), "{headers:?}");
    }
    let head = head_at_vendor(&server, &vendor, &[]);
    assert!(head.contains("\r\nauthorization: basic yxbpx21pbmu6\r\n"), "{head}");
    let printed = server.end();
    assert!(printed.contains("Close, the organization of CLOSE_API_KEY (mcp.write_safe), to clients"), "{printed}");
}
