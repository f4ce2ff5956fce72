//! Revisions that nobody knows, yet or any more: a handshake always succeeds, everything else says what is served.

use crm_mcp_core::Revision;
use serde_json::{Value, json};

use crate::{
    common::meta,
    endpoint::{Endpoint, Request},
    legacy,
    pipe::Pipe,
};

/// What a client may ask for that has no handshake here.
fn unknown() -> Vec<Value> {
    let garbage =
        ["", "latest", "2025-06-18 ", "2025-6-18", "v999.0.0", "DRAFT-2026-v1", "\u{a0}2025-06-18", "2025-06-18\u{0}"];
    let dates = ["2024-10-07", "1999-01-01", "2025-11-26", "2026-07-28", "2026-07-29", "2031-01-01", "9999-99-99"];
    let kinds =
        [Value::Null, json!(20_250_618), json!(true), json!(["2025-06-18"]), json!({ "version": "2025-06-18" })];
    garbage.into_iter().chain(dates).map(Value::from).chain(kinds).collect()
}

#[tokio::test]
async fn a_handshake_settles_on_what_was_asked_or_the_newest_revision_with_handshakes() {
    let (endpoint, mut pipe) = (Endpoint::open().await, Pipe::open());
    let served = Revision::ALL.iter().filter(|revision| !revision.is_stateless());
    let asked = served.map(|revision| (json!({ "protocolVersion": revision }), revision.as_str()));
    let newest =
        unknown().into_iter().map(|version| json!({ "protocolVersion": version })).chain([json!({}), Value::Null]);
    let newest = newest.map(|params| (params, "2025-11-25"));
    for (params, settled) in asked.chain(newest) {
        let message = legacy(7, "initialize", params.clone());
        let over_http = endpoint.send(&Request::post(message.clone())).await;
        assert_eq!(over_http.status, 200, "{params}");
        let body = over_http.json();
        assert_eq!((&body["id"], &body["result"]["protocolVersion"]), (&json!(7), &json!(settled)), "{params}: {body}");
        assert_eq!(body["result"]["serverInfo"]["name"], "notes", "{params}");
        assert_eq!(pipe.ask(&message).await, body, "{params}");
    }
    pipe.end().await;
}

#[tokio::test]
async fn what_is_served_is_said_in_the_same_words_to_whoever_asks() {
    let (endpoint, mut pipe) = (Endpoint::open().await, Pipe::open());
    let discovery = endpoint.send(&Request::modern("server/discover", json!({}))).await.json();
    let served = &discovery["result"]["supportedVersions"];
    let dates: Vec<_> = Revision::ALL.iter().map(|revision| revision.as_str()).collect();
    assert_eq!(served, &json!(dates));
    assert!(dates.is_sorted_by(|newer, older| newer > older), "newest first: {dates:?}");
    for version in unknown() {
        let Some(requested) = version.as_str().filter(|date| date.parse::<Revision>().is_err()) else { continue };
        let mut meta = meta();
        meta["io.modelcontextprotocol/protocolVersion"] = version.clone();
        let body = pipe.ask(&legacy(7, "server/discover", json!({ "_meta": meta }))).await;
        assert_eq!((&body["id"], &body["error"]["code"]), (&json!(7), &json!(-32022)), "{version}: {body}");
        let data = &body["error"]["data"];
        assert_eq!((&data["supported"], &data["requested"]), (served, &json!(requested)), "{body}");
    }
    pipe.end().await;
}

#[tokio::test]
async fn a_revision_that_a_header_names_is_served_or_refused() {
    let endpoint = Endpoint::open().await;
    for (version, status, code) in [
        ("2025-11-25", 200, 0),
        ("2025-06-18", 200, 0),
        ("2025-03-26", 200, 0),
        ("2024-11-05", 200, 0),
        ("2024-10-07", 400, -32022),
        ("2025-11-26", 400, -32022),
        ("latest", 400, -32022),
        ("2026-07-28", 400, -32602),
        ("2026-07-29", 400, -32602),
        ("2031-01-01", 400, -32602),
    ] {
        let ping = Request::post(legacy(7, "ping", json!({}))).header("MCP-Protocol-Version", version);
        assert_eq!(endpoint.send(&ping).await.outcome(), (status, code), "{version}");
    }
}
