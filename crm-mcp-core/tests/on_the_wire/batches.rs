//! Batches: revision 2025-03-26 has them, no other one has.

use crm_mcp_core::{
    Arguments, Effect, NoArguments, Server, ServerInfo, Tool, ToolError, ToolSpec, Toolset,
    transport::http::HttpOptions,
};
use serde_json::{Value, json};

use crate::{
    anybody,
    common::{Note, Notes, get_tool, spec, stateless},
    endpoint::{Endpoint, Request},
    get_note, legacy, notification,
    pipe::Pipe,
};

fn ping(id: impl Into<Value>) -> String {
    legacy(id, "ping", json!({}))
}

fn initialize(version: &str) -> String {
    legacy("handshake", "initialize", json!({ "protocolVersion": version }))
}

fn batch(messages: &[String]) -> String {
    format!("[{}]", messages.join(","))
}

/// A client that has agreed on a revision.
async fn piped(version: &str) -> Pipe {
    let mut pipe = Pipe::open();
    assert_eq!(pipe.ask(&initialize(version)).await["result"]["protocolVersion"], version);
    pipe
}

#[tokio::test]
async fn a_batch_is_answered_in_one_array_in_the_order_of_its_requests() {
    let initialized = || notification("notifications/initialized", json!({}));
    let response = || r#"{"jsonrpc":"2.0","id":9,"result":{}}"#.to_owned();
    let call = |id: i32, params: &Value| legacy(id, "tools/call", params.clone());
    let unknown = json!({ "name": "nobody" });
    // What it holds; and of each answer its id, and its error if it is one.
    let cases = vec![
        ("one request", vec![ping(1)], vec![(json!(1), 0)]),
        (
            "ids of both kinds",
            vec![ping("b"), ping(2), ping("a")],
            vec![(json!("b"), 0), (json!(2), 0), (json!("a"), 0)],
        ),
        ("the same id twice", vec![ping(1), ping(1)], vec![(json!(1), 0), (json!(1), 0)]),
        (
            "all kinds",
            vec![initialized(), ping(1), response(), call(2, &get_note())],
            vec![(json!(1), 0), (json!(2), 0)],
        ),
        (
            "faults",
            vec![call(1, &unknown), legacy(2, "x", json!({})), ping(3)],
            vec![(json!(1), -32602), (json!(2), -32601), (json!(3), 0)],
        ),
        (
            "a tool with a fault",
            vec![call(1, &json!({ "name": "panic" })), ping(2)],
            vec![(json!(1), -32603), (json!(2), 0)],
        ),
        (
            "what is no message",
            vec!["7".into(), ping(1), "[]".into()],
            vec![(Value::Null, -32600), (json!(1), 0), (Value::Null, -32600)],
        ),
        ("a message without JSON-RPC", vec![r#"{"id":5,"method":"ping"}"#.into()], vec![(json!(5), -32600)]),
        ("as many as there may be", vec![ping(0); 100], vec![(json!(0), 0); 100]),
    ];
    let (endpoint, mut pipe) = (Endpoint::open().await, piped("2025-03-26").await);
    for (what, messages, expected) in cases {
        let request = Request::post(batch(&messages));
        let unsaid = endpoint.send(&request).await;
        let said = endpoint.send(&request.header("MCP-Protocol-Version", "2025-03-26")).await;
        let line = pipe.ask(&batch(&messages)).await;
        assert_eq!((unsaid.status, said.status), (200, 200), "{what}");
        for body in [unsaid.json(), said.json(), line] {
            let answers = body.as_array().unwrap().iter();
            let found: Vec<_> =
                answers.map(|answer| (answer["id"].clone(), answer["error"]["code"].as_i64().unwrap_or(0))).collect();
            assert_eq!(found, expected, "{what}: {body}");
            assert!(!body.to_string().contains("\"id\":null"), "{what}: {body}");
            assert!(!body.to_string().contains("structuredContent"), "{what}: 2025-03-26 has none: {body}");
        }
    }
    pipe.end().await;
}

#[tokio::test]
async fn a_batch_without_requests_is_accepted_and_not_answered() {
    let messages = [
        notification("notifications/initialized", json!({})),
        notification("notifications/cancelled", json!({ "requestId": 99 })),
        r#"{"jsonrpc":"2.0","id":9,"result":{}}"#.to_owned(),
        r#"{"jsonrpc":"2.0","id":9,"error":{"code":1,"message":"no"}}"#.to_owned(),
    ];
    let (endpoint, mut pipe) = (Endpoint::open().await, piped("2025-03-26").await);
    for messages in [&messages[..], &messages[..1], &messages[2..]] {
        let answer = endpoint.send(&Request::post(batch(messages))).await;
        assert_eq!((answer.status, &*answer.body, answer.header("content-type")), (202, "", ""));
        pipe.send(&batch(messages)).await;
    }
    assert_eq!(pipe.ask(&ping(1)).await["id"], 1);
    pipe.end().await;
}

#[tokio::test]
async fn what_cannot_be_part_of_a_batch_refuses_all_of_it() {
    let claimed = || stateless("tools/call", get_note());
    let no_claim = json!({ "io.modelcontextprotocol/protocolVersion": null });
    let (endpoint, mut pipe) = (Endpoint::open().await, piped("2025-03-26").await);
    for (what, messages) in [
        ("nothing", vec![]),
        ("more than there may be", vec![ping(0); 101]),
        ("a handshake", vec![initialize("2025-03-26")]),
        ("a handshake behind others", vec![ping(1), initialize("2025-03-26")]),
        ("a stateless request", vec![claimed()]),
        ("a stateless request behind others", vec![ping(1), claimed()]),
        ("only stateless requests", vec![claimed(), stateless("tools/list", json!({}))]),
        ("a claim that is null", vec![legacy(1, "ping", json!({ "_meta": no_claim }))]),
    ] {
        let answer = endpoint.send(&Request::post(batch(&messages))).await;
        let body = answer.json();
        assert_eq!((answer.status, &body["error"]["code"], body.get("id")), (400, &json!(-32600), None), "{what}");
        assert_eq!(pipe.ask(&batch(&messages)).await, body, "{what}");
    }
    pipe.end().await;
}

#[tokio::test]
async fn no_other_revision_has_batches() {
    let endpoint = Endpoint::open().await;
    for (version, code) in [
        ("2024-11-05", -32600),
        ("2025-06-18", -32600),
        ("2025-11-25", -32600),
        ("2026-07-28", -32602),
        ("1999-01-01", -32022),
    ] {
        let request = Request::post(batch(&[ping(1), ping(2)])).header("MCP-Protocol-Version", version);
        let answer = endpoint.send(&request).await;
        let body = answer.json();
        assert_eq!(
            (answer.status, &body["error"]["code"], body.get("id")),
            (400, &json!(code), None),
            "{version}: {body}"
        );
    }
    for version in ["2024-11-05", "2025-06-18", "2025-11-25"] {
        let mut pipe = piped(version).await;
        let body = pipe.ask(&batch(&[ping(1)])).await;
        assert_eq!((&body["error"]["code"], body.get("id")), (&json!(-32600), None), "{version}: {body}");
        pipe.end().await;
    }
    let mut silent = Pipe::open();
    assert_eq!(silent.ask(&batch(&[ping(1)])).await["error"]["code"], -32600, "before any handshake");
    silent.end().await;
}

/// A few kilobytes must not buy megabytes.
#[tokio::test]
async fn an_answer_to_a_batch_has_a_bound_and_says_what_to_do_about_the_rest() {
    const MOST: usize = 256 * 1024;
    let list = legacy(1, "tools/list", json!({}));
    let (endpoint, mut pipe) = (Endpoint::of(wide_server(), anybody(), HttpOptions::default()).await, Pipe::open());
    let one = endpoint.send(&Request::post(&*list)).await.body.len();
    assert!((30_000..MOST / 4).contains(&one), "a list is long, {one}, and several fit");
    let answer = endpoint.send(&Request::post(batch(&vec![list; 100]))).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.len() < MOST + one + 100 * 200, "{}", answer.body.len());
    let answers = answer.json();
    let answers = answers.as_array().unwrap();
    let whole = answers.iter().take_while(|answer| answer["result"].is_object()).count();
    assert_eq!((answers.len(), whole), (100, MOST.div_ceil(one)), "what fits is answered");
    for refused in &answers[whole..] {
        assert_eq!((&refused["id"], &refused["error"]["code"]), (&json!(1), &json!(-32600)), "{refused}");
        let expected = "the answers to this batch are too long already; send this request by itself";
        assert_eq!(refused["error"]["message"], expected);
    }
    // What is short is answered as before, however many there are.
    pipe.ask(&initialize("2025-03-26")).await;
    let answers = pipe.ask(&batch(&vec![ping(1); 100])).await;
    assert!(answers.as_array().unwrap().iter().all(|answer| answer["result"].is_object()));
    pipe.end().await;
}

/// Notifications and responses have no answer, so they are taken whatever stands before them.
#[tokio::test]
async fn what_was_refused_in_a_batch_was_not_run() {
    let endpoint = Endpoint::of(wide_server(), anybody(), HttpOptions::default()).await;
    let list = legacy(1, "tools/list", json!({}));
    let call = legacy(2, "tools/call", json!({ "name": "wait" }));
    // The call would never end.
    let messages = [vec![list; 9], vec![call, notification("notifications/initialized", json!({}))]].concat();
    let answers = endpoint.send(&Request::post(batch(&messages))).await.json();
    let answers = answers.as_array().unwrap();
    assert_eq!((answers.len(), &answers[9]["id"]), (10, &json!(2)));
    assert!(answers[9]["error"]["message"].as_str().unwrap().contains("by itself"), "{}", answers[9]);
}

/// A server whose list of tools is long.
fn wide_server() -> Server<Notes> {
    let named = |name| ToolSpec::new(name, Effect::Read).description("word ".repeat(200)).public();
    let tools = (0..40).map(|number| get_tool(named(format!("note_{number}"))));
    let wait = Tool::new(spec("wait", Effect::Read, &[]), Arguments::<NoArguments>::new(), |_: &Notes, _, _| {
        Box::pin(std::future::pending::<Result<Note, ToolError>>())
    });
    Server::new(ServerInfo::new("wide", "1.0.0"), Toolset::new(tools.chain([wait])).unwrap())
}
