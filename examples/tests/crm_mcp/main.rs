//! The program `crm-mcp`, started as a person starts it, before a sandbox and before a vendor.

#![allow(clippy::unwrap_used)]

mod stopping;
#[path = "../support/mod.rs"]
mod support;

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpStream,
    path::Path,
};

use crm_mcp_core::{Effect, Revision};
use crm_mcp_tools::{
    highlevel,
    sandbox::{LOCATION_ID, READ_TOKEN},
};
use serde_json::{Value, json};
use support::{Conversation, Running, Vendor, crm_mcp as command};

const JSON: (&str, &str) = ("Content-Type", "application/json");
/// A revision with structured results; without it the first one is assumed that HTTP had.
const REVISION: (&str, &str) = ("MCP-Protocol-Version", "2025-11-25");
const CONTACT: &str = r#"{"contact":{"id":"c1","firstName":"Ada","ssn":"000-00-0000"}}"#;

fn serving(arguments: &[&str]) -> Running {
    let listen: &[&str] = if arguments.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
    Running::start(command(&[listen, arguments].concat()))
}

fn request(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

/// A request of the stateless revision.
fn stateless(method: &str) -> String {
    let claim = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    request(method, &json!({ "_meta": claim }))
}

fn call(tool: &str, arguments: &Value) -> String {
    request("tools/call", &json!({ "name": tool, "arguments": arguments }))
}

fn ask(server: &Running, headers: &[(&str, &str)], message: &str) -> (String, Value) {
    let (head, body) = server.ask("POST /mcp", &[&[JSON, REVISION], headers].concat(), message);
    (head, serde_json::from_str(&body).unwrap())
}

fn tools(listing: &Value) -> Vec<&str> {
    listing["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect()
}

/// The tools that change nothing, by their names.
fn reads() -> Vec<String> {
    let tools = highlevel::tools();
    tools.iter().filter(|tool| tool.spec().effect == Effect::Read).map(|tool| tool.spec().name.to_string()).collect()
}

#[test]
fn without_anything_it_serves_a_sandbox_at_both_spellings_of_the_path() {
    let server = serving(&[]);
    for path in ["POST /mcp", "POST /mcp/"] {
        let search = call("contacts_get-contacts", &json!({ "limit": 3 }));
        let (_, body) = server.ask(path, &[JSON, REVISION], &search);
        let body: Value = serde_json::from_str(&body).unwrap();
        let page = &body["result"]["structuredContent"];
        assert_eq!(page["contacts"].as_array().map(Vec::len), Some(3), "{path}: {body}");
        assert!(page["total"].as_u64() >= Some(200), "{path}: {body}");
    }
}

#[cfg(unix)]
#[test]
fn it_prints_what_to_paste_where() {
    let server = serving(&["--listen", "0.0.0.0:0"]);
    let url = format!("http://{}/mcp", server.address);
    assert!(url.starts_with("http://127.0.0.1:"), "an address that a client can use: {url}");
    let printed = server.end();
    assert!(printed.contains(&format!("\n  claude mcp add --transport http crm {url}\n")), "{printed}");
    let snippets = printed.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let expected = [
        json!({ "mcpServers": { "crm": { "url": url } } }),
        json!({ "servers": { "crm": { "type": "http", "url": url } } }),
    ];
    assert_eq!(snippets.collect::<Vec<_>>(), expected);
    assert!(printed.contains("The server listens on 0.0.0.0:"), "{printed}");
    assert!(printed.contains("<this machine's IP address>") && printed.contains("--allow-host <NAME>"), "{printed}");
    for part in ["sandbox CRM with demo data", "see --help", READ_TOKEN, LOCATION_ID, r#"--header "locationId: <id>""#]
    {
        assert!(printed.contains(part), "{part} in {printed}");
    }
}

#[test]
fn a_token_shows_what_it_may_do_and_a_header_narrows_it() {
    let server = serving(&[]);
    let list = request("tools/list", &json!({}));
    let authorization = format!("Bearer {READ_TOKEN}");
    let reader = [("Authorization", &*authorization), ("locationId", LOCATION_ID)];
    let (_, listing) = ask(&server, &reader, &list);
    assert_eq!(tools(&listing), reads());
    let (_, refused) = ask(&server, &reader, &call("contacts_create-contact", &json!({ "email": "a@example.com" })));
    assert_eq!(refused["error"]["code"], -32602, "hidden means unreachable: {refused}");

    let of_contacts: Vec<_> = reads().into_iter().filter(|name| name.starts_with("contacts_")).collect();
    assert_eq!(tools(&ask(&server, &[("crm-scopes", "contacts.readonly")], &list).1), of_contacts);
    let (head, body) = ask(&server, &[("crm-scopes", "contacts.reed")], &list);
    assert!(head.starts_with("HTTP/1.1 400"), "{head}");
    assert!(body.to_string().contains("contacts.readonly"), "it names those there are: {body}");
}

#[test]
fn every_tool_is_listed_in_every_revision() {
    let server = serving(&[]);
    for revision in Revision::ALL {
        let claim = json!({
            "io.modelcontextprotocol/protocolVersion": revision, "io.modelcontextprotocol/clientCapabilities": {},
        });
        let params = if revision.is_stateless() { json!({ "_meta": claim }) } else { json!({}) };
        let headers = [JSON, ("MCP-Protocol-Version", revision.as_str()), ("Mcp-Method", "tools/list")];
        let (_, body) = server.ask("POST /mcp", &headers, &request("tools/list", &params));
        assert_eq!(tools(&serde_json::from_str(&body).unwrap()).len(), highlevel::tools().len(), "{revision}: {body}");
    }
}

#[test]
fn tools_are_chosen_by_their_names_and_toolsets() {
    let list = request("tools/list", &json!({}));
    let server = serving(&["--tools", "contacts_get-contact, contacts_create-contact"]);
    assert_eq!(tools(&ask(&server, &[], &list).1), ["contacts_get-contact", "contacts_create-contact"].as_slice());
    let (_, unknown) = ask(&server, &[], &call("contacts_get-contacts", &json!({})));
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
}

#[test]
fn blank_names_choose_nothing() {
    let list = request("tools/list", &json!({}));
    let server = serving(&["--tools", "contacts_get-contact, ,"]);
    assert_eq!(tools(&ask(&server, &[], &list).1), ["contacts_get-contact"]);
}

#[test]
fn an_empty_credential_counts_as_none() {
    let variables = ["HIGHLEVEL_TOKEN", "HIGHLEVEL_LOCATION"];
    let mut unset = command(&["--listen", "127.0.0.1:0"]);
    unset.envs(variables.map(|name| (name, "")));
    let server = Running::start(unset);
    let (_, listing) = ask(&server, &[], &request("tools/list", &json!({})));
    assert_eq!(tools(&listing).len(), highlevel::tools().len());
    let (_, found) = ask(&server, &[], &call("contacts_get-contacts", &json!({ "limit": 1 })));
    assert_eq!(found["result"]["structuredContent"]["contacts"].as_array().map(Vec::len), Some(1), "{found}");
}

#[test]
fn what_watches_over_the_process_is_answered_without_a_credential() {
    for flags in [&[][..], &["--highlevel-url", "http://127.0.0.1:9"]] {
        let server = serving(flags);
        for (request, status, body) in
            [("GET /health", "200", "ok\n"), ("GET /ready", "200", "ready\n"), ("POST /ready", "405", "")]
        {
            let (head, answer) = server.ask(request, &[("Host", "probe.internal")], "");
            assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{request} {flags:?}: {head}");
            assert_eq!(answer, body, "{request} {flags:?}");
        }
    }
}

#[test]
fn it_is_not_ready_when_its_data_cannot_be_read() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unreadable.db");
    support::remove(&file);
    let server = serving(&["--data", file.to_str().unwrap()]);
    assert!(server.ask("GET /ready", &[], "").0.starts_with("HTTP/1.1 200"));
    std::fs::write(&file, "no database any more ".repeat(2000)).unwrap();
    let (head, body) = server.ask("GET /ready", &[], "");
    assert!(head.starts_with("HTTP/1.1 503"), "{head}");
    assert_eq!(body, "the sandbox's database does not answer\n");
    assert!(server.ask("GET /health", &[], "").0.starts_with("HTTP/1.1 200"));
}

#[test]
fn a_refused_host_or_origin_is_told_with_what_it_is_allowed() {
    let list = request("tools/list", &json!({}));
    let strangers =
        [("Host", "crm.example.com", "--allow-host"), ("Origin", "https://app.example.com", "--allow-origin")];
    let refusing = serving(&[]);
    for (header, name, flag) in strangers {
        let (head, body) = ask(&refusing, &[(header, name)], &list);
        assert!(head.starts_with("HTTP/1.1 403"), "{head}");
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.ends_with(&format!(" with {flag}")), "{message}");
        let allowing = serving(&[flag, name]);
        let (head, _) = ask(&allowing, &[(header, name)], &list);
        assert!(head.starts_with("HTTP/1.1 200"), "{flag} {name}: {head}");
    }
}

#[test]
fn read_only_is_one_flag_that_no_token_gets_around() {
    let server = serving(&["--read-only"]);
    let (_, listing) = ask(&server, &[], &request("tools/list", &json!({})));
    assert_eq!(tools(&listing), reads());
    let (_, refused) = ask(&server, &[], &call("contacts_create-contact", &json!({ "email": "a@example.com" })));
    assert_eq!(refused["error"]["code"], -32602, "{refused}");
}

#[test]
fn an_answer_is_as_large_as_it_may_be_and_its_cursor_leads_on() {
    let server = serving(&["--answer-bytes", "2000"]);
    let page = |cursor: Value| {
        let (_, body) = ask(&server, &[], &call("contacts_get-contacts", &json!({ "limit": 50, "cursor": cursor })));
        body["result"]["structuredContent"].clone()
    };
    let first = page(Value::Null);
    let count = first["contacts"].as_array().unwrap().len();
    assert!((1..10).contains(&count) && first["contacts"].to_string().len() <= 2002, "{first}");
    let second = page(first["nextCursor"].clone());
    assert_ne!(second["contacts"][0]["id"], first["contacts"][count - 1]["id"]);
    assert_eq!(second["total"], first["total"]);
}

#[test]
fn half_a_credential_is_answered_with_the_other_half() {
    let server = serving(&[]);
    let list = request("tools/list", &json!({}));
    let cases = [
        (vec![("Authorization", "Bearer pit-secret")], "400", "send the token's location: `locationId: <id>`"),
        (vec![("locationId", "abc")], "401", "`Authorization: Bearer <token>`"),
        (
            vec![("Authorization", "Basic pit-secret"), ("locationId", "abc")],
            "400",
            "`Authorization` is `Bearer <token>`",
        ),
        (vec![("Authorization", "Bearer pit-secret"), ("locationId", "../x")], "400", "an id has 1 to 100 characters"),
    ];
    for (headers, status, message) in cases {
        let (head, body) = ask(&server, &headers, &list);
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{headers:?}: {head}");
        assert!(body["error"]["message"].as_str().unwrap().contains(message), "{headers:?}: {body}");
        assert!(!format!("{head}{body}").contains("pit-secret"));
    }
}

#[test]
fn another_token_goes_to_the_vendor_with_its_location_and_nothing_else() {
    let vendor = Vendor::start();
    let server = serving(&["--highlevel-url", &vendor.url()]);
    let headers = [JSON, REVISION, ("Authorization", "Bearer pit-mine"), ("locationId", "ve9EPM428h8vShlRW1KT")];
    let mut stream = server.send("POST /mcp", &headers, &call("contacts_get-contact", &json!({ "contactId": "c1" })));
    let (head, connection) = vendor.take();
    Vendor::answer(connection, CONTACT);
    let head = head.to_lowercase();
    assert!(head.starts_with("get /contacts/c1 http/1.1\r\n"), "{head}");
    for header in
        ["authorization: bearer pit-mine", "version: 2021-07-28", "accept: application/json", "user-agent: crm-mcp/"]
    {
        assert!(head.contains(&format!("\r\n{header}")), "{header} in {head}");
    }
    assert!(!head.contains("locationid"), "the location of a token is known to the vendor: {head}");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(r#""firstName":"Ada""#), "{answer}");
    assert!(!answer.contains("000-00-0000"), "no secret comes back: {answer}");
}

#[test]
fn with_an_address_of_its_own_there_is_no_sandbox_to_fall_back_on() {
    let server = serving(&["--highlevel-url", "http://127.0.0.1:9"]);
    let (head, body) = ask(&server, &[], &request("tools/list", &json!({})));
    assert!(head.starts_with("HTTP/1.1 401") && head.to_lowercase().contains("www-authenticate: bearer"), "{head}");
    assert!(body.to_string().contains("send a HighLevel token and its location"), "{body}");
}

#[test]
fn on_stdio_the_credential_comes_from_the_environment() {
    let vendor = Vendor::start();
    let mut command = command(&["--stdio", "--highlevel-url", &vendor.url(), "--scopes", "contacts.readonly"]);
    command.env("HIGHLEVEL_TOKEN", "pit-mine").env("HIGHLEVEL_LOCATION", "ve9EPM428h8vShlRW1KT");
    let mut client = Conversation::start(command);
    client.say(&request("tools/list", &json!({})));
    assert_eq!(
        tools(&serde_json::from_str(&client.hear()).unwrap()).len(),
        3,
        "the setting names what the token may do"
    );
    client.say(&call("contacts_get-contact", &json!({ "contactId": "c1" })));
    let (head, connection) = vendor.take();
    assert!(head.to_lowercase().contains("authorization: bearer pit-mine"), "{head}");
    // The input ends while the vendor is still busy; the answer comes all the same.
    client.close_input();
    Vendor::answer(connection, CONTACT);
    assert!(client.hear().contains(r#""firstName":"Ada""#));
    assert_eq!(client.hear(), "");
    assert!(client.process.wait().unwrap().success());
}

#[test]
fn stdio_serves_the_sandbox_and_keeps_it_in_a_file() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crm-mcp.db");
    support::remove(&file);
    let start = || Conversation::start(command(&["--stdio", "--data", file.to_str().unwrap()]));
    let mut first = start();
    first.say(&call("contacts_create-contact", &json!({ "firstName": "Kept", "email": "kept@example.com" })));
    assert!(first.hear().contains("kept@example.com"));
    first.process.kill().unwrap();
    first.process.wait().unwrap();
    let mut second = start();
    second.say(&call("contacts_get-contacts", &json!({ "query": "kept@example.com" })));
    let found: Value = serde_json::from_str(&second.hear()).unwrap();
    assert_eq!(found["result"]["structuredContent"]["contacts"][0]["firstName"], "Kept", "{found}");
    second.close_input();
    assert!(second.process.wait().unwrap().success());
}

#[test]
fn the_user_is_asked_about_what_the_flag_says() {
    let claim = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": { "elicitation": {} },
    });
    for (flag, creation, update) in [
        (&[][..], "complete", "input_required"),
        (&["--confirm", "never"], "complete", "complete"),
        (&["--confirm", "destructive"], "complete", "input_required"),
        (&["--confirm", "always"], "input_required", "input_required"),
    ] {
        let mut client = Conversation::start(command(&[&["--stdio"], flag].concat()));
        let mut outcome = |tool: &str, arguments: Value| {
            client.say(&request("tools/call", &json!({ "name": tool, "arguments": arguments, "_meta": claim })));
            serde_json::from_str::<Value>(&client.hear()).unwrap()["result"].take()
        };
        let found = outcome("contacts_get-contacts", json!({ "limit": 1 }));
        let id = &found["structuredContent"]["contacts"][0]["id"];
        let outcomes = [
            outcome("contacts_create-contact", json!({ "email": "new@example.com" })),
            outcome("contacts_update-contact", json!({ "contactId": id, "city": "Paris" })),
        ];
        assert_eq!(outcomes.map(|outcome| outcome["resultType"].clone()), [creation, update], "{flag:?}");
    }
}

/// A legacy client that can show forms, in its session.
struct LegacyClient<'a> {
    server: &'a Running,
    session: String,
}

impl<'a> LegacyClient<'a> {
    fn begin(server: &'a Running) -> Self {
        let capabilities = json!({ "elicitation": {} });
        let handshake = json!({ "protocolVersion": REVISION.1, "capabilities": capabilities });
        let (head, _) = ask(server, &[], &request("initialize", &handshake));
        let session = head.lines().find_map(|line| line.strip_prefix("mcp-session-id: "));
        Self { server, session: session.expect("a session").to_owned() }
    }

    fn send(&self, method: &str, message: &str) -> TcpStream {
        let accept = if method == "GET" { "text/event-stream" } else { "application/json, text/event-stream" };
        let headers = [JSON, REVISION, ("Accept", accept), ("Mcp-Session-Id", &self.session)];
        self.server.send(&format!("{method} /mcp"), &headers, message)
    }

    fn call(&self, tool: &str, arguments: &Value) -> Value {
        let (_, answer) = ask(self.server, &[("Mcp-Session-Id", &self.session)], &call(tool, arguments));
        answer["result"]["structuredContent"].clone()
    }
}

/// The messages of a stream, as they come.
fn events(stream: TcpStream) -> impl Iterator<Item = Value> {
    let lines = BufReader::new(stream).lines().map(Result::unwrap);
    lines.filter_map(|line| Some(serde_json::from_str(line.strip_prefix("data: ")?).unwrap()))
}

#[test]
fn with_sessions_a_legacy_client_is_asked_over_http_and_nothing_is_done_before_it_accepts() {
    let server = serving(&["--sessions"]);
    let client = LegacyClient::begin(&server);
    let new = json!({ "email": "new@example.com", "tags": ["keep", "drop"] });
    let id = client.call("contacts_create-contact", &new)["contact"]["id"].clone();
    let tags = || client.call("contacts_get-contact", &json!({ "contactId": id }))["contact"]["tags"].clone();

    let removal = call("contacts_remove-tags", &json!({ "contactId": id, "tags": ["drop"] }));
    let mut messages = events(client.send("POST", &removal));
    let question = messages.next().unwrap();
    assert_eq!(question["method"], "elicitation/create", "{question}");
    assert!(question["params"]["message"].as_str().unwrap().contains("drop"), "{question}");
    assert_eq!(tags(), json!(["keep", "drop"]));

    let consent = json!({ "action": "accept", "content": { "proceed": true } });
    let accepted = json!({ "jsonrpc": "2.0", "id": question["id"], "result": consent }).to_string();
    let mut answer = String::new();
    client.send("POST", &accepted).read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    let answer = messages.next().unwrap();
    assert_eq!((&answer["id"], answer["result"].get("isError")), (&json!(1), None), "{answer}");
    assert_eq!(tags(), json!(["keep"]));
}

#[cfg(unix)]
#[test]
fn who_wants_everything_confirmed_is_told_who_is_not_asked() {
    for (flags, told) in [
        (&["--confirm", "always"][..], true),
        (&["--confirm", "always", "--sessions"], false),
        (&["--confirm", "destructive"], false),
    ] {
        let printed = serving(flags).end();
        assert_eq!(printed.contains("are not asked to confirm; with --sessions they are"), told, "{printed}");
    }
}

#[test]
fn prompts_and_resources_are_served_with_the_tools_they_go_with() {
    let [find, reply] = ["find-and-update-contact", "reply-in-conversation"];
    let [location, fields, pipelines] =
        ["location", "custom-fields", "pipelines"].map(|name| format!("highlevel://{name}"));
    for (flags, prompts, resources) in [
        (&[][..], &[find, "move-opportunity", reply, "day-calendar"][..], &[&location, &fields, &pipelines][..]),
        (&["--read-only"], &["day-calendar"], &[&location, &fields, &pipelines]),
        (&["--tools", "contacts"], &[find], &[]),
        (&["--tools", "contacts,conversations,opportunities_get-pipelines"], &[find, reply], &[&pipelines]),
        // What lists the pipelines is not served, so nothing else tells of them.
        (&["--tools", "opportunities_search-opportunity,opportunities_update-opportunity"], &[], &[]),
    ] {
        let mut client = Conversation::start(command(&[&["--stdio"], flags].concat()));
        let mut listed = |kind: &str, field: &str| -> Vec<String> {
            client.say(&request(&format!("{kind}/list"), &json!({})));
            let mut answer: Value = serde_json::from_str(&client.hear()).unwrap();
            let rows: Vec<Value> = serde_json::from_value(answer["result"][kind].take()).unwrap_or_default();
            rows.iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(listed("prompts", "name"), prompts, "{flags:?}");
        assert_eq!(listed("resources", "uri").iter().collect::<Vec<_>>(), resources, "{flags:?}");
    }
}

#[test]
fn a_stage_is_completed_and_a_resource_read_over_the_wire() {
    let mut client = Conversation::start(command(&["--stdio"]));
    let mut ask = |method: &str, params: Value| -> Value {
        client.say(&request(method, &params));
        serde_json::from_str::<Value>(&client.hear()).unwrap()["result"].take()
    };
    let read = ask("resources/read", json!({ "uri": "highlevel://pipelines" }));
    let read: Value = serde_json::from_str(read["contents"][0]["text"].as_str().unwrap()).unwrap();
    let pipeline = &read["pipelines"][0];
    let params = json!({
        "ref": { "type": "ref/prompt", "name": "move-opportunity" },
        "argument": { "name": "stage", "value": "" },
        "context": { "arguments": { "pipeline": pipeline["name"] } },
    });
    let stages: Vec<_> = pipeline["stages"].as_array().unwrap().iter().map(|stage| &stage["name"]).collect();
    assert_eq!(ask("completion/complete", params)["completion"]["values"], json!(stages));
}

/// Clients that know the stateless revision discover first, and some shake hands all the same.
#[test]
fn stdio_serves_both_eras_in_turns() {
    let mut client = Conversation::start(command(&["--stdio"]));
    let mut ask = |message: &str| -> Value {
        client.say(message);
        serde_json::from_str(&client.hear()).unwrap()
    };
    for version in ["2025-06-18", "2024-11-05"] {
        assert_eq!(ask(&stateless("server/discover"))["result"]["supportedVersions"][0], "2026-07-28");
        let handshake = ask(&request("initialize", &json!({ "protocolVersion": version })));
        assert_eq!(handshake["result"]["protocolVersion"], version, "{handshake}");
        let (new, old) = (ask(&stateless("tools/list")), ask(&request("tools/list", &json!({}))));
        assert_eq!((&new["result"]["resultType"], old["result"].get("resultType")), (&json!("complete"), None));
        assert_eq!(tools(&new), tools(&old));
        let has_output = old["result"]["tools"][0].get("outputSchema").is_some();
        assert_eq!(has_output, version == "2025-06-18", "{version}");
        assert_eq!(ask(&stateless("ping"))["error"]["code"], -32601);
        assert_eq!(ask(&request("ping", &json!({})))["result"], json!({}));
    }
}

#[test]
fn a_left_over_version_header_is_tolerated_where_the_operator_says_so() {
    for (arguments, status) in [(&[][..], "400"), (&["--tolerate-legacy-version-header"], "200")] {
        let method = "server/discover";
        let (head, body) = ask(&serving(arguments), &[("Mcp-Method", method)], &stateless(method));
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{arguments:?}: {head} {body}");
    }
}
