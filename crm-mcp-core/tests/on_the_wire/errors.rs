//! Every row of the protocol's error table (specification 2026-07-28, `basic/index`, `basic/versioning`,
//! `basic/transports/streamable-http`): its status, its code, its data and the id that it answers.

use serde_json::{Value, json};

use crate::{
    common::{meta, stateless},
    endpoint::{Endpoint, Request},
    get_note, legacy, notification,
    pipe::Pipe,
};

/// A fault, and what says so. An absent member of the error is `null` here.
struct Row {
    what: &'static str,
    request: Request,
    status: u16,
    code: i32,
    id: Value,
    data: Value,
    /// No header has a part in it, so a line says the same.
    on_stdio: bool,
}

impl Row {
    fn on_both(what: &'static str, request: Request, status: u16, code: i32, id: Value) -> Self {
        Self { what, request, status, code, id, data: Value::Null, on_stdio: true }
    }

    fn on_http(what: &'static str, request: Request, status: u16, code: i32, id: Value) -> Self {
        Self { on_stdio: false, ..Self::on_both(what, request, status, code, id) }
    }

    fn data(self, data: Value) -> Self {
        Self { data, ..self }
    }
}

async fn check(rows: Vec<Row>) {
    let (endpoint, mut pipe) = (Endpoint::open().await, Pipe::open());
    for Row { what, request, status, code, id, data, on_stdio } in rows {
        let answer = endpoint.send(&request).await;
        let body = answer.json();
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/json"), "{what}: {body}");
        assert_eq!((&body["error"]["code"], &body["id"]), (&json!(code), &id), "{what}: {body}");
        assert_eq!(body["error"]["data"], data, "{what}");
        assert_eq!(body.get("id").is_some(), !id.is_null(), "{what}: an id that is not known is left out");
        assert!(body["error"]["message"].as_str().is_some_and(|message| !message.is_empty()), "{what}: {body}");
        assert!(body["jsonrpc"] == "2.0" && body.get("result").is_none(), "{what}: {body}");
        if on_stdio {
            assert_eq!(pipe.ask(&request.body).await, body, "{what}");
        }
    }
    pipe.end().await;
}

/// A stateless request with this `_meta`, and with the headers of a good one.
fn with_meta(meta: &Value) -> Request {
    let message = legacy("m", "tools/list", json!({ "_meta": meta }));
    Request::modern("tools/list", json!({})).saying(message)
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let none = || Value::Null;
    let post = |message: &str| Request::post(message);
    check(vec![
        Row::on_both("no JSON", post("hello"), 400, -32700, none()),
        Row::on_both("JSON that ends early", post(r#"{"jsonrpc":"2.0","id":1"#), 400, -32700, none()),
        Row::on_both("an array that ends early", post(r#"[{"jsonrpc":"2.0""#), 400, -32700, none()),
        Row::on_both("two messages", post("{}{}"), 400, -32700, none()),
        Row::on_http("nothing", post(""), 400, -32700, none()),
        Row::on_both("null", post("null"), 400, -32600, none()),
        Row::on_both("a number", post("7"), 400, -32600, none()),
        Row::on_both("no members", post("{}"), 400, -32600, none()),
        Row::on_both("an empty array", post("[]"), 400, -32600, none()),
        Row::on_both("an array", post(&format!("[{}]", stateless("ping", json!({})))), 400, -32600, none()),
        Row::on_both("JSON-RPC 1", post(r#"{"jsonrpc":"1.0","id":3,"method":"ping"}"#), 400, -32600, json!(3)),
        Row::on_both("no JSON-RPC", post(r#"{"id":"a","method":"ping"}"#), 400, -32600, json!("a")),
        Row::on_both("a number as method", post(r#"{"jsonrpc":"2.0","id":3,"method":5}"#), 400, -32600, json!(3)),
        Row::on_both("an id that is null", post(r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#), 400, -32600, none()),
        Row::on_both("a fraction as id", post(r#"{"jsonrpc":"2.0","id":0.5,"method":"ping"}"#), 400, -32600, none()),
    ])
    .await;
}

#[tokio::test]
async fn a_stateless_request_without_its_fields_is_refused() {
    let with = |key: &str, value: Value| {
        let mut meta = meta();
        meta[format!("io.modelcontextprotocol/{key}")] = value;
        with_meta(&meta)
    };
    let no_capabilities = json!({ "io.modelcontextprotocol/protocolVersion": "2026-07-28" });
    let no_params = || with_meta(&json!({})).saying(r#"{"jsonrpc":"2.0","id":"m","method":"tools/list"}"#);
    let m = || json!("m");
    check(vec![
        // On stdio the next three are requests of a legacy revision.
        Row::on_http("no params", no_params(), 400, -32602, m()),
        Row::on_http("an empty _meta", with_meta(&json!({})), 400, -32602, m()),
        Row::on_http("a _meta that is null", with_meta(&Value::Null), 400, -32602, m()),
        Row::on_both("a _meta that is an array", with_meta(&json!(["2026-07-28", {}])), 400, -32602, m()),
        Row::on_both("no capabilities", with_meta(&no_capabilities), 400, -32602, m()),
        Row::on_both("capabilities in an array", with("clientCapabilities", json!([{}])), 400, -32602, m()),
        Row::on_both("capabilities that are null", with("clientCapabilities", Value::Null), 400, -32602, m()),
        Row::on_both("a revision that is a number", with("protocolVersion", json!(2026)), 400, -32602, m()),
        Row::on_both("a revision that is null", with("protocolVersion", Value::Null), 400, -32602, m()),
    ])
    .await;
}

#[tokio::test]
async fn headers_that_say_other_than_the_message_are_refused() {
    let list = || Request::modern("tools/list", json!({}));
    let call = || Request::modern("tools/call", get_note());
    let unknown = list().saying(list().body.replace("2026-07-28", "v999.0.0"));
    let rows = [
        ("no revision", list().without("MCP-Protocol-Version")),
        ("another revision", list().with("MCP-Protocol-Version", "2025-11-25")),
        ("a revision to come", list().with("MCP-Protocol-Version", "2031-01-01")),
        ("an unknown revision in the message only", unknown),
        ("no method", list().without("Mcp-Method")),
        ("another method", list().with("Mcp-Method", "tools/call")),
        ("a method in capitals", list().with("Mcp-Method", "Tools/List")),
        ("no name", call().without("Mcp-Name")),
        ("another name", call().with("Mcp-Name", "notes_drop")),
        ("bytes that are no text", call().with("Mcp-Name", "n\u{f6}te")),
        ("base64 of another name", call().with("Mcp-Name", "=?base64?bm90ZXM=?=")),
        ("base64 that is none", call().with("Mcp-Name", "=?base64?%%%?=")),
    ];
    check(rows.map(|(what, request)| Row::on_http(what, request, 400, -32020, json!(7))).into()).await;
}

#[tokio::test]
async fn a_revision_that_is_not_served_is_answered_with_those_that_are() {
    let supported = json!(["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]);
    let data = |requested: &str| json!({ "supported": supported, "requested": requested });
    let mut rows = Vec::new();
    for version in ["2031-01-01", "2026-07-29", "1999-01-01", "v999.0.0", "", "2025-11-25"] {
        let list = Request::modern("tools/list", json!({}));
        let message = list.body.replace("2026-07-28", version);
        let claimed = list.with("MCP-Protocol-Version", version).saying(message);
        rows.push(Row::on_both("claimed", claimed, 400, -32022, json!(7)).data(data(version)));
    }
    for version in ["1999-01-01", "v999.0.0", "latest", "2025-11-25x"] {
        let ping = Request::post(legacy(7, "ping", json!({}))).header("MCP-Protocol-Version", version);
        rows.push(Row::on_http("in the header only", ping, 400, -32022, json!(7)).data(data(version)));
    }
    check(rows).await;
}

#[tokio::test]
async fn a_method_that_is_not_served_is_not_found() {
    let methods = [
        // Removed in the stateless revision.
        "initialize",
        "notifications/initialized",
        "ping",
        "logging/setLevel",
        "resources/subscribe",
        "resources/unsubscribe",
        "notifications/roots/list_changed",
        // Of abilities that this server does not announce.
        "prompts/list",
        "prompts/get",
        "resources/list",
        "resources/templates/list",
        "resources/read",
        "completion/complete",
        "subscriptions/listen",
        "tasks/get",
        // Of no revision.
        "tools/List",
        "nobody/knows",
    ];
    let request = |method| Request::modern(method, json!({ "name": "n1", "uri": "n1" }));
    let stateless = methods.map(|method| Row::on_both(method, request(method), 404, -32601, json!(7)));
    check(stateless.into()).await;
    // There a 404 would mean that the session is gone.
    let methods = ["server/discover", "logging/setLevel", "prompts/list", "resources/read", "nobody/knows"];
    let request = |method| Request::post(legacy("l", method, json!({})));
    check(methods.map(|method| Row::on_both(method, request(method), 200, -32601, json!("l"))).into()).await;
}

#[tokio::test]
async fn what_a_method_finds_wrong_stays_inside_the_answer() {
    let of = |method: &str, params: &Value| {
        [
            (7.into(), Request::modern(method, params.clone())),
            (json!("l"), Request::post(legacy("l", method, params.clone()))),
        ]
    };
    let faults = [
        ("an unknown tool", "tools/call", json!({ "name": "nobody" }), -32602),
        ("an unknown cursor", "tools/list", json!({ "cursor": "nowhere" }), -32602),
        ("an empty cursor", "tools/list", json!({ "cursor": "" }), -32602),
        ("a cursor that is a number", "tools/list", json!({ "cursor": 5 }), -32602),
        ("a tool with a fault", "tools/call", json!({ "name": "panic" }), -32603),
    ];
    let rows = faults.into_iter().flat_map(|(what, method, params, code)| {
        of(method, &params).map(|(id, request)| Row::on_both(what, request, 200, code, id))
    });
    check(rows.collect()).await;
}

#[tokio::test]
async fn a_tool_that_fails_has_a_result_that_says_so() {
    let (endpoint, mut pipe) = (Endpoint::open().await, Pipe::open());
    for (what, arguments) in [("bad arguments", json!({ "id": ["n1"] })), ("no such note", json!({ "id": "n2" }))] {
        let params = json!({ "name": "notes_get", "arguments": arguments });
        for request in [Request::modern("tools/call", params.clone()), Request::post(legacy(7, "tools/call", params))] {
            let answer = endpoint.send(&request).await;
            let body = answer.json();
            assert_eq!((answer.status, &body["id"]), (200, &json!(7)), "{what}");
            assert_eq!((&body["result"]["isError"], body.get("error")), (&json!(true), None), "{what}: {body}");
            assert!(body["result"].get("structuredContent").is_none(), "{what}: {body}");
            assert!(body["result"]["content"][0]["text"].is_string(), "{what}: {body}");
            // The revision that is assumed differs, but not in this.
            assert_eq!(pipe.ask(&request.body).await, body, "{what}");
        }
    }
    pipe.end().await;
}

#[tokio::test]
async fn what_wants_no_answer_is_accepted() {
    let (endpoint, mut pipe) = (Endpoint::open().await, Pipe::open());
    for (what, message) in [
        ("a notification", notification("notifications/initialized", json!({}))),
        ("a notification that nobody knows", notification("notifications/nobody-knows", json!({}))),
        ("a notification with a claim", notification("notifications/cancelled", json!({ "_meta": meta() }))),
        (
            "a notification with parameters of no form",
            r#"{"jsonrpc":"2.0","method":"notifications/x","params":[1]}"#.into(),
        ),
        ("the end of a request that never was", notification("notifications/cancelled", json!({ "requestId": 99 }))),
        ("a response", r#"{"jsonrpc":"2.0","id":1,"result":{}}"#.into()),
        ("an error", r#"{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}}"#.into()),
    ] {
        for version in ["", "2025-11-25", "2026-07-28"] {
            let request = Request::post(message.clone());
            let request = if version.is_empty() { request } else { request.header("MCP-Protocol-Version", version) };
            let answer = endpoint.send(&request).await;
            assert_eq!(
                (answer.status, &*answer.body, answer.header("content-type")),
                (202, "", ""),
                "{what} {version}"
            );
        }
        pipe.send(&message).await;
    }
    assert_eq!(pipe.ask(&legacy(1, "ping", json!({}))).await["id"], 1, "nothing was said before");
    pipe.end().await;
}
