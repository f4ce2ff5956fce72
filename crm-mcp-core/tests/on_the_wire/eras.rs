//! The era of each message is decided by that message: over HTTP by its claim, then its header; on stdio by its claim.

use crm_mcp_core::Revision;
use serde_json::{Value, json};

use crate::{
    common::{meta, stateless},
    endpoint::{Endpoint, Request},
    get_note, legacy, notification,
    pipe::Pipe,
};

fn initialize(version: &str) -> String {
    legacy("handshake", "initialize", json!({ "protocolVersion": version, "capabilities": {} }))
}

fn legacy_revisions() -> impl Iterator<Item = Revision> {
    Revision::ALL.iter().copied().filter(|revision| !revision.is_stateless())
}

/// The era and, as far as the answer to `tools/call` tells it, the revision.
fn shape(answer: &Value) -> (bool, bool) {
    (answer["result"]["resultType"] == "complete", answer["result"].get("structuredContent").is_some())
}

#[tokio::test]
async fn over_http_the_claim_decides_then_the_header() {
    let endpoint = Endpoint::open().await;
    let call = || Request::post(legacy(7, "tools/call", get_note()));
    let version = |request: Request, version: &str| request.header("MCP-Protocol-Version", version);
    let of_handshake = |meta: Value| legacy(7, "initialize", json!({ "protocolVersion": "2025-06-18", "_meta": meta }));
    let claiming = |version: Value| json!({ "io.modelcontextprotocol/protocolVersion": version });
    // Its status, the code of its error, and whether its result is of the stateless era.
    for (what, request, status, code, is_stateless) in [
        ("a claim", Request::modern("tools/call", get_note()), 200, 0, true),
        ("neither", call(), 200, 0, false),
        ("a legacy header", version(call(), "2025-11-25"), 200, 0, false),
        ("a stateless header", version(call(), "2026-07-28"), 400, -32602, false),
        ("a header to come", version(call(), "2031-01-01"), 400, -32602, false),
        ("a header that is no date", version(call(), "v999.0.0"), 400, -32022, false),
        ("an empty _meta", Request::post(legacy(7, "ping", json!({ "_meta": {} }))), 200, 0, false),
        (
            "a _meta of another purpose",
            Request::post(legacy(7, "ping", json!({ "_meta": { "progressToken": 1 } }))),
            200,
            0,
            false,
        ),
        ("a handshake", Request::post(initialize("2025-06-18")), 200, 0, false),
        ("a handshake, legacy header", version(Request::post(initialize("2025-06-18")), "2025-11-25"), 200, 0, false),
        ("a handshake, unknown header", version(Request::post(initialize("2025-06-18")), "1999-01-01"), 200, 0, false),
        (
            "a handshake, stateless header",
            version(Request::post(initialize("2025-06-18")), "2026-07-28"),
            400,
            -32020,
            false,
        ),
        ("a handshake, legacy claim", Request::post(of_handshake(claiming(json!("2025-06-18")))), 200, 0, false),
        ("a handshake, claim of no form", Request::post(of_handshake(claiming(json!(5)))), 200, 0, false),
        ("a handshake with a whole claim", Request::modern("initialize", json!({})), 404, -32601, false),
        (
            "a handshake with half a claim",
            Request::post(of_handshake(claiming(json!("2026-07-28")))),
            400,
            -32602,
            false,
        ),
    ] {
        let answer = endpoint.send(&request).await;
        let body = answer.json();
        assert_eq!(answer.outcome(), (status, code), "{what}: {body}");
        assert_eq!(shape(&body).0, is_stateless, "{what}: {body}");
        assert_eq!(answer.header("mcp-session-id"), "", "{what}: nothing to remember");
    }
    let answer = endpoint.send(&version(call(), "2026-07-28")).await.json();
    let message = answer["error"]["message"].as_str().unwrap();
    for key in meta().as_object().unwrap().keys() {
        assert!(message.contains(key), "what is missing is named: {message}");
    }
}

#[tokio::test]
async fn on_stdio_both_eras_take_turns_on_one_process() {
    let mut pipe = Pipe::open();
    let modern = stateless("tools/call", get_note());
    let old = legacy("old", "tools/call", get_note());
    assert_eq!(shape(&pipe.ask(&old).await), (false, true), "before any handshake: the newest legacy revision");
    assert_eq!(shape(&pipe.ask(&stateless("server/discover", json!({}))).await), (true, false));
    for revision in legacy_revisions().chain(legacy_revisions().take(1)) {
        let handshake = pipe.ask(&initialize(revision.as_str())).await;
        assert_eq!(handshake["result"]["protocolVersion"], revision.as_str(), "after a discovery: {handshake}");
        assert!(handshake["result"].get("resultType").is_none(), "{handshake}");
        pipe.send(&notification("notifications/initialized", json!({}))).await;
        for _ in 0..2 {
            let (new, old) = (pipe.ask(&modern).await, pipe.ask(&old).await);
            assert_eq!((&new["id"], shape(&new)), (&json!(7), (true, true)), "{revision}: {new}");
            let expected = (false, revision >= Revision::V2025_06_18);
            assert_eq!((&old["id"], shape(&old)), (&json!("old"), expected), "{revision}: {old}");
        }
        assert_eq!(pipe.ask(&legacy(1, "ping", json!({}))).await["result"], json!({}), "{revision}");
        assert_eq!(pipe.ask(&stateless("ping", json!({}))).await["error"]["code"], -32601, "{revision}");
        let refused = pipe.ask(&stateless("ping", json!({})).replace("2026-07-28", "2031-01-01")).await;
        assert_eq!(refused["error"]["code"], -32022, "{revision}: a refusal settles nothing");
        let batch = pipe.ask(&format!("[{},{}]", legacy(2, "ping", json!({})), old)).await;
        assert_eq!(batch.is_array(), revision == Revision::V2025_03_26, "{revision}: {batch}");
        let discovery = pipe.ask(&stateless("server/discover", json!({}))).await;
        assert_eq!(discovery["result"]["supportedVersions"][0], "2026-07-28", "{revision}");
        assert_eq!(pipe.ask(&legacy(3, "server/discover", json!({}))).await["error"]["code"], -32601, "{revision}");
    }
    pipe.end().await;
}

/// A client that speaks both eras may count its requests in each.
#[tokio::test]
async fn on_stdio_requests_of_the_same_id_are_all_answered() {
    let mut pipe = Pipe::open();
    pipe.send(&[stateless("tools/call", get_note()), legacy(7, "tools/call", get_note())].join("\n")).await;
    let (one, other) = (pipe.receive().await, pipe.receive().await);
    assert_eq!((&one["id"], &other["id"]), (&json!(7), &json!(7)));
    assert_ne!(shape(&one), shape(&other), "one of each era");
    pipe.end().await;
}

#[tokio::test]
async fn on_stdio_requests_of_both_eras_are_cancelled_alike() {
    let mut pipe = Pipe::open();
    pipe.ask(&initialize("2025-03-26")).await;
    let wait = json!({ "name": "wait" });
    let cancel = |id: Value| notification("notifications/cancelled", json!({ "requestId": id, "reason": "enough" }));
    pipe.send(&stateless("tools/call", wait.clone())).await;
    pipe.send(&legacy("7", "tools/call", wait.clone())).await;
    pipe.send(&legacy(8, "tools/call", wait)).await;
    for unknown in [json!(99), json!("8"), json!(7.5), Value::Null, json!([7]), json!({ "id": 7 })] {
        pipe.send(&cancel(unknown)).await;
    }
    pipe.send(&notification("notifications/cancelled", json!({}))).await;
    assert_eq!(pipe.ask(&legacy("still", "tools/call", get_note())).await["id"], "still");
    for id in [json!(7), json!("7"), json!(8), json!(8)] {
        pipe.send(&cancel(id)).await;
    }
    pipe.send(&cancel(json!("still"))).await;
    assert_eq!(shape(&pipe.ask(&stateless("tools/call", get_note())).await), (true, true), "the id is free again");
    // The end waits for what still runs: that nothing does is what lets this return.
    pipe.end().await;
}
