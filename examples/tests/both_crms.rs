//! One server, both CRMs: where each is, which tools it has, and what is said of flags that are about one of them.

#![allow(clippy::unwrap_used)]

mod support;

use std::{collections::BTreeSet, process::Stdio};

use crm_mcp_core::Effect;
use crm_mcp_tools::{close, highlevel};
use serde_json::{Value, json};
use support::{Conversation, Running, crm_mcp};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const REVISION: (&str, &str) = ("MCP-Protocol-Version", "2025-11-25");

fn serving(arguments: &[&str]) -> Running {
    Running::start(crm_mcp(&[&["--listen", "127.0.0.1:0"], arguments].concat()))
}

fn request(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

/// The names in an answer to `tools/list`.
fn names(listing: &str) -> BTreeSet<String> {
    let listing: Value = serde_json::from_str(listing).unwrap();
    let tools = listing["result"]["tools"].as_array().unwrap_or_else(|| panic!("{listing}"));
    tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

/// The tools at a path, or nothing if there is no endpoint, which refuses GET.
fn listed(server: &Running, path: &str) -> BTreeSet<String> {
    let (head, _) = server.ask(&format!("GET {path}"), &[], "");
    if head.starts_with("HTTP/1.1 404") {
        return BTreeSet::new();
    }
    let (_, body) = server.ask(&format!("POST {path}"), &[JSON, REVISION], &request("tools/list", &json!({})));
    names(&body)
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn of_highlevel() -> BTreeSet<String> {
    set(highlevel::tools().iter().map(|tool| &*tool.spec().name))
}

fn of_close() -> BTreeSet<String> {
    set(close::default_tools().iter().map(|tool| &*tool.spec().name))
}

#[test]
fn each_crm_has_an_endpoint_whatever_the_query_and_the_chosen_one_has_a_second() {
    let server = serving(&[]);
    for query in ["", "?1", "?2", "?organization=other", "/", "/?1"] {
        assert_eq!(listed(&server, &format!("/mcp{query}")), of_highlevel(), "{query}");
        assert_eq!(listed(&server, &format!("/highlevel/mcp{query}")), of_highlevel(), "{query}");
        assert_eq!(listed(&server, &format!("/close/mcp{query}")), of_close(), "{query}");
    }
    let server = serving(&["--crm", "close"]);
    for (path, tools) in [("/mcp", of_close()), ("/close/mcp?1", of_close()), ("/highlevel/mcp", of_highlevel())] {
        assert_eq!(listed(&server, path), tools, "{path}");
    }
    assert!(listed(&server, "/hubspot/mcp").is_empty());
}

#[test]
fn what_is_written_on_one_query_is_read_on_another() {
    let server = serving(&[]);
    let call = |path: &str, tool: &str, arguments: Value| {
        let call = request("tools/call", &json!({ "name": tool, "arguments": arguments }));
        let (_, body) = server.ask(&format!("POST {path}"), &[JSON, REVISION], &call);
        serde_json::from_str::<Value>(&body).unwrap()["result"]["structuredContent"].take()
    };
    let created = call("/close/mcp?1", "create_lead", json!({ "name": "Two Queries Ltd." }));
    let id = created["id"].as_str().unwrap_or_else(|| panic!("{created}"));
    let found = call("/close/mcp?2", "fetch_lead", json!({ "id": id }));
    assert!(found.to_string().contains("Two Queries Ltd."), "{found}");
}

#[test]
fn on_stdio_the_chosen_crm_is_served() {
    for (flags, tools) in [(&["--stdio"][..], of_highlevel()), (&["--stdio", "--crm", "close"], of_close())] {
        let mut client = Conversation::start(crm_mcp(flags));
        client.say(&request("tools/list", &json!({})));
        assert_eq!(names(&client.hear()), tools, "{flags:?}");
        client.say(&request("initialize", &json!({ "protocolVersion": REVISION.1, "capabilities": {} })));
        let words = if flags.contains(&"close") { "Close organization" } else { "HighLevel location" };
        assert!(client.hear().contains(words), "the instructions are those of the CRM");
    }
}

#[test]
fn each_crm_takes_the_names_that_it_knows() {
    let every = |names: Vec<String>| names.into_iter().collect::<BTreeSet<_>>();
    let all_of_highlevel = highlevel::choose(highlevel::toolsets()).unwrap();
    let all_of_highlevel = every(all_of_highlevel.iter().map(|tool| tool.spec().name.to_string()).collect());
    let all_of_close = every(close::tools().iter().map(|tool| tool.spec().name.to_string()).collect());
    for (tools, at_highlevel, at_close) in [
        ("all", all_of_highlevel.clone(), all_of_close.clone()),
        ("fetch_lead, all", all_of_highlevel, all_of_close),
        ("contacts_get-contact,fetch_lead", set(["contacts_get-contact"]), set(["fetch_lead"])),
        ("contacts_get-contact", set(["contacts_get-contact"]), set([])),
    ] {
        let server = serving(&["--tools", tools]);
        assert_eq!(listed(&server, "/highlevel/mcp"), at_highlevel, "{tools}");
        assert_eq!(listed(&server, "/close/mcp"), at_close, "{tools}");
        let printed = server.end();
        assert_eq!(printed.contains("Close is not served: --tools names none of its tools."), at_close.is_empty());
    }
}

#[test]
fn read_only_and_tiers_in_scopes_narrow_every_crm() {
    let up_to = |highest: Effect| {
        let is_within = move |effect: Effect| effect.tier() <= highest.tier();
        let close = close::default_tools().into_iter().filter(|tool| is_within(tool.spec().effect)).count();
        (highlevel::tools().into_iter().filter(|tool| is_within(tool.spec().effect)).count(), close)
    };
    for (flags, highest) in [
        (&["--read-only"][..], Effect::Read),
        (&["--scopes", "mcp.read"], Effect::Read),
        (&["--scopes", "mcp.write_safe"], Effect::Create),
        (&["--scopes", "mcp.write_destructive", "--read-only"], Effect::Read),
    ] {
        let server = serving(flags);
        let counted = (listed(&server, "/highlevel/mcp").len(), listed(&server, "/close/mcp").len());
        assert_eq!(counted, up_to(highest), "{flags:?}");
        assert_ne!(counted, up_to(Effect::Delete), "{flags:?}");
    }
}

#[test]
fn a_tool_of_either_crm_is_confirmed_by_its_name() {
    let claim = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": { "elicitation": {} },
    });
    for (confirm, outcome) in [("contacts_add-tags,create_lead", "input_required"), ("contacts_add-tags", "complete")] {
        let mut client = Conversation::start(crm_mcp(&["--stdio", "--crm", "close", "--confirm", confirm]));
        let params = json!({ "name": "create_lead", "arguments": { "name": "Asked Ltd." }, "_meta": claim });
        client.say(&request("tools/call", &params));
        let answer: Value = serde_json::from_str(&client.hear()).unwrap();
        assert_eq!(answer["result"]["resultType"], outcome, "{confirm}: {answer}");
    }
}

#[cfg(unix)]
#[test]
fn the_banner_says_where_each_crm_is_and_what_to_send() {
    let server = serving(&["--crm", "close"]);
    let url = format!("http://{}/mcp", server.address);
    let printed = server.end();
    for part in [
        "  Close at /mcp and /close/mcp:\n    a sandbox CRM with demo data, to clients that send no key\n",
        "\n    the same read-only, to clients that send `Close-API-Key: api_sandbox`\n",
        "\n  HighLevel at /highlevel/mcp:\n    a sandbox CRM with demo data, to clients that send no token\n",
        "--header \"Close-API-Key: <key>\" --header \"Close-Scope: mcp.read\"",
        &format!("\n  claude mcp add --transport http crm {url}\n"),
    ] {
        assert!(printed.contains(part), "{part} in {printed}");
    }
}

#[test]
fn flags_that_cannot_work_are_refused_with_what_to_do() {
    let cases = [
        (&["--crm", "hubspot"][..], &[][..], "crm-mcp: invalid value 'hubspot' for '--crm <CRM>'"),
        (
            &["--tools", "fetch_lead"],
            &[],
            "crm-mcp: --tools names no tool of HighLevel, which is served; --list-tools ",
        ),
        (&["--crm", "close", "--tools", "payments"], &[], "crm-mcp: --tools names no tool of Close, which is served; "),
        (
            &["--stdio", "--crm", "close", "--scopes", "contacts.readonly"],
            &[],
            "crm-mcp: `contacts.readonly` is not a scope of Close; there are: mcp.read",
        ),
        (&["--scopes", "mcp.write"], &[], "crm-mcp: `mcp.write` is not a scope of HighLevel or Close; there are: "),
        (
            &["--data", "x.db", "--crm", "close", "--close-url", "http://127.0.0.1:9"],
            &[],
            "crm-mcp: --data keeps the sandbox of Close, and with --close-url there is none",
        ),
        (&["--close-url", "ftp://x"], &[], "crm-mcp: a base URL is `http://` or `https://`"),
        (&["--confirm", "create_leads"], &[], "crm-mcp: invalid value 'create_leads' for '--confirm <WHICH>'"),
        (
            &["--stdio", "--crm", "close", "--close-url", "http://127.0.0.1:9"],
            &[],
            "crm-mcp: set CLOSE_API_KEY: on stdio no client sends it",
        ),
        (
            &["--crm", "close"],
            &[("CLOSE_SCOPE", "mcp.write")],
            "crm-mcp: CLOSE_SCOPE: what it holds is not a scope of Close; there are: mcp.read, mcp.write_safe, \
             mcp.write_destructive",
        ),
        (
            &["--listen", "0.0.0.0:0"],
            &[("CLOSE_API_KEY", "api_secret")],
            "crm-mcp: with a credential in the environment, whoever reaches the server could use it; listen on 127.0.0.1, \
             or unset CLOSE_API_KEY and",
        ),
        (
            &["--stdio", "--crm", "close", "--tools", "create_lead"],
            &[("CLOSE_API_KEY", "api_secret")],
            "crm-mcp: --tools leave no tool to serve (CLOSE_SCOPE: mcp.read); --list-tools ",
        ),
    ];
    for (arguments, environment, message) in cases {
        let output = crm_mcp(arguments).envs(environment.iter().copied()).stdin(Stdio::null()).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {error}");
        assert!(error.starts_with(message) && error.lines().count() == 1, "{arguments:?}: {error}");
        assert!(output.stdout.is_empty() && !error.contains("api_secret"), "{arguments:?}: {error}");
    }
}
