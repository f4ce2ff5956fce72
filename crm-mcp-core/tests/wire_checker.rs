//! That the checker of wire messages finds what is wrong, and knows every message there is.
#![allow(clippy::unwrap_used)]

mod wire;

use crm_mcp_core::Revision::{self, V2024_11_05, V2025_03_26, V2025_06_18, V2025_11_25, V2026_07_28};
use serde_json::{Value, json};
use wire::{Wire, check};

fn answer(result: impl Into<Value>) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "result": result.into() })
}

fn error(code: i32, data: impl Into<Value>) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": code, "message": "no", "data": data.into() } })
}

fn notification(method: &str, params: impl Into<Value>) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params.into() })
}

fn listing(tool: impl Into<Value>) -> Value {
    answer(json!({ "tools": [tool.into()], "resultType": "complete", "ttlMs": 0, "cacheScope": "private" }))
}

fn text(content: &str) -> Value {
    answer(json!({ "content": [{ "type": "text", "text": content }], "resultType": "complete" }))
}

/// What there is: the method, a message, and the revisions in which it is valid.
fn valid() -> [(&'static str, Value, &'static [Revision]); 15] {
    const ALL: &[Revision] = Revision::ALL;
    const LEGACY: &[Revision] = &[V2024_11_05, V2025_03_26, V2025_06_18, V2025_11_25];
    const ASKING: &[Revision] = &[V2025_06_18, V2025_11_25];
    const STATELESS: &[Revision] = &[V2026_07_28];
    let info = json!({ "name": "s", "version": "1" });
    let handshake = json!({ "protocolVersion": "x", "capabilities": {}, "serverInfo": info });
    let discovery = json!({
        "supportedVersions": ["2026-07-28"], "capabilities": {}, "resultType": "complete", "ttlMs": 0,
        "cacheScope": "public",
    });
    let form = json!({ "type": "object", "properties": { "sure": { "type": "boolean" } } });
    let question = json!({ "method": "elicitation/create", "params": { "message": "?", "requestedSchema": form } });
    let mut request = question.clone();
    (request["jsonrpc"], request["id"]) = (json!("2.0"), json!("s1"));
    let input = json!({ "resultType": "input_required", "inputRequests": { "q": question }, "requestState": "x" });
    let cacheable = |name: &str| json!({ name: [], "resultType": "complete", "ttlMs": 0, "cacheScope": "private" });
    let values = json!({ "completion": { "values": ["a"] }, "resultType": "complete" });
    let listened = json!({
        "resultType": "complete", "_meta": { "io.modelcontextprotocol/subscriptionId": 1 },
    });
    [
        ("ping", answer(json!({})), LEGACY),
        ("initialize", answer(handshake), LEGACY),
        ("server/discover", answer(discovery), STATELESS),
        ("tools/list", listing(json!({ "name": "t", "inputSchema": { "type": "object" } })), ALL),
        ("tools/call", text("done"), ALL),
        ("tools/call", answer(input), STATELESS),
        ("prompts/list", answer(cacheable("prompts")), ALL),
        ("resources/read", answer(cacheable("contents")), ALL),
        ("completion/complete", answer(values), ALL),
        ("subscriptions/listen", answer(listened), STATELESS),
        (
            "notifications/progress",
            notification("notifications/progress", json!({ "progressToken": 1, "progress": 2 })),
            ALL,
        ),
        ("notifications/tools/list_changed", notification("notifications/tools/list_changed", json!({})), ALL),
        (
            "notifications/subscriptions/acknowledged",
            notification("notifications/subscriptions/acknowledged", json!({ "notifications": {} })),
            STATELESS,
        ),
        ("elicitation/create", request, ASKING),
        ("tools/call", error(-32602, json!({ "tool": "t" })), ALL),
    ]
}

#[test]
fn what_a_revision_has_is_valid_in_it_and_what_it_has_not_is_not() {
    for (method, message, revisions) in valid() {
        for revision in Revision::ALL {
            let found = check(*revision, method, &message);
            assert_eq!(found.is_ok(), revisions.contains(revision), "{revision}, {method}: {found:?}\nin {message}");
        }
    }
}

#[test]
fn only_what_has_nothing_to_say_is_answered_with_an_empty_result() {
    for &revision in Revision::ALL {
        let methods = wire::methods(revision);
        let empty: Vec<_> =
            methods.iter().filter(|(_, result)| *result == "EmptyResult").map(|(name, _)| *name).collect();
        let legacy = ["logging/setLevel", "ping", "resources/subscribe", "resources/unsubscribe"];
        assert_eq!(empty, if revision.is_stateless() { &[][..] } else { &legacy[..] }, "{revision}");
        assert_eq!((&*methods["tools/call"], &*methods["prompts/get"]), ("CallToolResult", "GetPromptResult"));
    }
}

#[test]
fn what_is_wrong_is_found_and_named() {
    let tool = |member: &str, value: Value| {
        let mut tool = json!({ "name": "t", "inputSchema": { "type": "object" } });
        tool[member] = value;
        listing(tool)
    };
    let without = |mut message: Value, member: &str| {
        message["result"].as_object_mut().unwrap().remove(member);
        message
    };
    let tools = tool("name", json!("t"));
    let cases: Vec<(&str, Revision, Value, &str)> = vec![
        // The legacy revisions.
        ("tools/call", V2024_11_05, answer(json!({ "content": "done" })), "/result/content"),
        (
            "tools/call",
            V2024_11_05,
            answer(json!({ "content": [{ "type": "audio", "data": "", "mimeType": "a" }] })),
            "/result/content/0",
        ),
        (
            "tools/list",
            V2024_11_05,
            tool("inputSchema", json!({ "type": "array" })),
            "/result/tools/0/inputSchema/type",
        ),
        ("tools/list", V2025_03_26, tool("annotations", json!({ "readOnlyHint": "yes" })), "/annotations/readOnlyHint"),
        (
            "tools/call",
            V2025_03_26,
            json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": "no", "message": "no" } }),
            "/error/code",
        ),
        (
            "tools/list",
            V2025_06_18,
            tool("outputSchema", json!({ "type": "array" })),
            "/result/tools/0/outputSchema/type",
        ),
        (
            "tools/call",
            V2025_06_18,
            answer(json!({ "content": [], "structuredContent": [] })),
            "/result/structuredContent",
        ),
        ("tools/list", V2025_11_25, tool("title", json!(5)), "/result/tools/0/title"),
        (
            "resources/read",
            V2025_11_25,
            answer(json!({ "contents": [{ "uri": "no uri", "text": "" }] })),
            "/result/contents/0",
        ),
        (
            "notifications/progress",
            V2025_11_25,
            notification("notifications/progress", json!({ "progress": 2 })),
            "progressToken",
        ),
        // The stateless revision.
        ("tools/call", V2026_07_28, without(text("done"), "resultType"), "resultType"),
        ("tools/list", V2026_07_28, without(tools.clone(), "ttlMs"), "ttlMs"),
        ("tools/list", V2026_07_28, without(tools.clone(), "cacheScope"), "cacheScope"),
        ("tools/list", V2026_07_28, answer(json!({ "resultType": "input_required" })), "no answer to `tools/list`"),
        ("tools/call", V2026_07_28, answer(json!({ "resultType": "task" })), "no answer to `tools/call`"),
        (
            "tools/call",
            V2026_07_28,
            answer(json!({ "resultType": "input_required", "inputRequests": { "q": { "method": "ping" } } })),
            "/result/inputRequests/q",
        ),
        ("tools/call", V2026_07_28, error(-32021, json!({})), "requiredCapabilities"),
        ("tools/call", V2026_07_28, error(-32022, json!({ "supported": [] })), "requested"),
        ("subscriptions/listen", V2026_07_28, answer(json!({ "resultType": "complete" })), "_meta"),
    ];
    for (method, revision, message, place) in cases {
        let fault = check(revision, method, &message).expect_err(&message.to_string());
        assert!(fault.contains(place), "{revision}, {method}: {place} in {fault}");
    }
}

#[test]
fn an_envelope_is_checked_and_nothing_in_it_is_null() {
    let cases = [
        (json!({ "id": 1, "result": {} }), "jsonrpc"),
        (json!({ "jsonrpc": "2.0", "result": {} }), "id"),
        (json!({ "jsonrpc": "2.0", "id": null, "result": {} }), "/id: is null"),
        (json!({ "jsonrpc": "2.0", "id": null, "error": { "code": -32700, "message": "no" } }), "/id: is null"),
        (json!({ "jsonrpc": "2.0", "id": 1.5, "result": {} }), "/id"),
        (json!({ "jsonrpc": "2.0", "id": 1, "result": { "_meta": null } }), "/result/_meta: is null"),
        (
            json!({ "jsonrpc": "2.0", "id": 1, "result": { "tools": [], "nextCursor": null } }),
            "/result/nextCursor: is null",
        ),
        (json!({ "jsonrpc": "2.0", "id": 1, "result": {}, "error": { "code": 1, "message": "no" } }), "one of"),
        (json!({ "jsonrpc": "2.0", "id": 1 }), "one of"),
    ];
    for (message, place) in cases {
        for revision in Revision::ALL {
            let fault = check(*revision, "tools/list", &message).expect_err(&message.to_string());
            assert!(fault.contains(place), "{revision}: {place} in {fault}");
        }
    }
    let foreign = json!({ "content": [], "structuredContent": { "a": null }, "resultType": "complete" });
    assert_eq!(check(V2026_07_28, "tools/call", &answer(foreign)), Ok(()), "what a tool returns is its own");
}

#[test]
fn the_revision_is_that_of_the_request_answered() {
    let request =
        |id: u8, params: Value| json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params });
    let claim = json!({ "_meta": { "io.modelcontextprotocol/protocolVersion": "2026-07-28" } });
    let mut wire = Wire::new(V2025_11_25);
    wire.asks(request(1, claim).to_string().as_bytes());
    wire.asks(request(2, json!({})).to_string().as_bytes());
    wire.hears(&json!({ "jsonrpc": "2.0", "id": 2, "result": { "content": [] } }));
    wire.hears(&json!({ "jsonrpc": "2.0", "id": 1, "result": { "content": [], "resultType": "complete" } }));
}

#[test]
#[should_panic(expected = "2026-07-28, tools/call: /result: \"resultType\" is a required property")]
fn an_invalid_answer_ends_the_test_that_got_it() {
    let mut wire = Wire::new(V2026_07_28);
    wire.asks(br#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#);
    wire.hears(&json!({ "jsonrpc": "2.0", "id": 1, "result": { "content": [] } }));
}

#[test]
#[should_panic(expected = "nothing was asked that this answers")]
fn an_answer_to_nothing_ends_the_test_too() {
    Wire::new(V2026_07_28).hears(&json!({ "jsonrpc": "2.0", "id": 1, "result": {} }));
}
