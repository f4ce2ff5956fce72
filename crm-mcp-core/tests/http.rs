//! The HTTP service without a socket: statuses, headers, who is let in.
#![cfg(feature = "http")]
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/log.rs"]
mod log;

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use common::{
    Notes, notes, server, stateless,
    wire::{self, Wire},
};
use crm_mcp_core::{
    Caller, Session,
    transport::http::{Authenticator, HttpOptions, HttpService, Unauthorized, authenticate_with, single_header},
};
use http::{Method, Request, Response, header, request::Parts};
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use tower::ServiceExt;

/// Lets `reader` and `owner` in; a reader can step up.
struct Tokens;

#[async_trait]
impl Authenticator<Notes> for Tokens {
    async fn authenticate(&self, request: &Parts) -> Result<Session<Notes>, Unauthorized> {
        let caller = match request.headers.get(header::AUTHORIZATION).map(http::HeaderValue::as_bytes) {
            Some(b"Bearer owner") => Caller::trusted("owner"),
            Some(b"Bearer reader") => Caller::with_scopes("reader", ["notes.readonly"]).with_step_up(),
            Some(b"Bearer later") => return Err(Unauthorized::Unavailable("keys cannot be checked now".into())),
            Some(b"Bearer half") => return Err(Unauthorized::Malformed("the `tenant` header is missing".into())),
            Some(_) => return Err(Unauthorized::Invalid("this token is not known".into())),
            None => return Err(Unauthorized::Missing("send `Authorization: Bearer`".into())),
        };
        Ok(Session::new(caller, Arc::new(notes())))
    }
}

fn open() -> HttpService<Notes> {
    let session = Session::new(Caller::trusted("test"), Arc::new(notes()));
    HttpService::new(server(), session, HttpOptions::default().max_body(2000))
}

fn guarded() -> HttpService<Notes> {
    let options = HttpOptions::default()
        .resource_metadata("https://crm.example.com/.well-known/oauth-protected-resource/mcp")
        .allow_origin("https://app.example.com")
        .allow_host("crm.example.com");
    HttpService::new(server(), Tokens, options)
}

fn post(message: impl Into<Bytes>) -> Request<Full<Bytes>> {
    Request::post("/mcp")
        .header("host", "localhost:8000")
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream")
        .body(Full::new(message.into()))
        .unwrap()
}

fn with(mut request: Request<Full<Bytes>>, headers: &[(&'static str, &'static str)]) -> Request<Full<Bytes>> {
    for (name, _) in headers {
        request.headers_mut().remove(*name);
    }
    for (name, value) in headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    request
}

fn call(name: &str) -> String {
    stateless("tools/call", json!({ "name": name, "arguments": { "id": "n1" } }))
}

const CALL_HEADERS: [(&str, &str); 3] =
    [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/call"), ("Mcp-Name", "notes_get")];

/// The answer to one request, whose body is checked.
async fn send(service: HttpService<Notes>, request: Request<Full<Bytes>>) -> (Response<()>, Value) {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let mut wire =
        Wire::new(wire::spoken(head.headers.get("MCP-Protocol-Version").and_then(|date| date.to_str().ok())));
    wire.asks(&body);
    let request = Request::from_parts(head, Full::new(body));
    let (parts, body) = service.oneshot(request).await.unwrap().into_parts();
    let response = Response::from_parts(parts, ());
    let body = body.collect().await.unwrap().to_bytes();
    if body.is_empty() {
        return (response, Value::Null);
    }
    let value = serde_json::from_slice(&body).unwrap();
    wire.hears(&value);
    (response, value)
}

fn header_of<'a>(response: &'a Response<()>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_call_is_answered_as_json() {
    let (response, body) = send(open(), with(post(call("notes_get")), &CALL_HEADERS)).await;
    assert_eq!((response.status().as_u16(), header_of(&response, "content-type")), (200, "application/json"));
    assert_eq!(body["result"]["structuredContent"]["id"], "n1");
    assert_eq!(header_of(&response, "access-control-allow-origin"), "", "nobody asked");
}

#[tokio::test]
async fn every_fault_has_its_status_and_its_code() {
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let list = stateless("tools/list", json!({}));
    let list_headers = [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/list")];
    let unknown = stateless("prompts/list", json!({}));
    let unknown_headers = [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "prompts/list")];
    let cases: Vec<(&str, Request<Full<Bytes>>, u16, i32)> = vec![
        ("no JSON", post("{"), 400, -32700),
        ("no UTF-8", post(&b"\xff\xfe"[..]), 400, -32700),
        ("an empty body", post(""), 400, -32700),
        ("an array", post("[]"), 400, -32600),
        ("no envelope", with(post(ping), &[("MCP-Protocol-Version", "2026-07-28")]), 400, -32602),
        ("no headers", post(list.clone()), 400, -32020),
        (
            "the same header twice",
            with(
                with(post(list.clone()), &list_headers),
                &[("Mcp-Method", "tools/list"), ("Mcp-Method", "tools/list")],
            ),
            400,
            -32020,
        ),
        (
            "a bad sentinel",
            with(with(post(call("notes_get")), &CALL_HEADERS), &[("Mcp-Name", "=?base64?%?=")]),
            400,
            -32020,
        ),
        ("an unknown revision", with(post(ping), &[("MCP-Protocol-Version", "1999-01-01")]), 400, -32022),
        ("an unknown method", with(post(unknown), &unknown_headers), 404, -32601),
        ("an unknown method in a legacy session", post(r#"{"jsonrpc":"2.0","id":1,"method":"x"}"#), 200, -32601),
        ("an unknown tool", with(with(post(call("nothing")), &CALL_HEADERS), &[("Mcp-Name", "nothing")]), 200, -32602),
        (
            "GET",
            with(Request::get("/mcp").body(Full::default()).unwrap(), &[("accept", "text/event-stream")]),
            405,
            -32600,
        ),
        ("DELETE", Request::delete("/mcp").body(Full::default()).unwrap(), 405, -32600),
        ("text", with(post(ping), &[("content-type", "text/plain")]), 415, -32600),
        ("wants HTML", with(post(ping), &[("accept", "text/html")]), 406, -32600),
        ("too large", post(vec![b' '; 2001]), 413, -32600),
        ("a foreign page", with(post(ping), &[("origin", "https://evil.example.com")]), 403, -32600),
        ("a foreign name", with(post(ping), &[("host", "evil.example.com")]), 403, -32600),
    ];
    for (what, request, status, code) in cases {
        let (response, body) = send(open(), request).await;
        assert_eq!((response.status().as_u16(), &body["error"]["code"]), (status, &json!(code)), "{what}: {body}");
        assert_eq!(header_of(&response, "allow"), if status == 405 { "POST" } else { "" }, "{what}");
        assert_eq!(header_of(&response, "content-type"), "application/json", "{what}");
    }
}

#[tokio::test]
async fn only_legacy_messages_are_of_a_session() {
    let session = Session::new(Caller::trusted("test"), Arc::new(notes()));
    let options = HttpOptions::default().sessions(NonZeroUsize::MIN, Duration::from_mins(1));
    let service = HttpService::new(server(), session, options);
    let ping = || post(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#);
    for (what, request, status, code, id) in [
        ("a claim", with(post(call("notes_get")), &CALL_HEADERS), 200, Value::Null, json!(7)),
        ("no claim", with(ping(), &[("MCP-Protocol-Version", "2026-07-28")]), 400, json!(-32602), json!(1)),
        ("an unknown revision", with(ping(), &[("MCP-Protocol-Version", "1999-01-01")]), 400, json!(-32022), json!(1)),
        ("a legacy revision", with(ping(), &[("MCP-Protocol-Version", "2025-11-25")]), 400, json!(-32600), Value::Null),
        ("nothing", ping(), 400, json!(-32600), Value::Null),
        ("another session", with(ping(), &[("Mcp-Session-Id", "x")]), 404, json!(-32600), Value::Null),
    ] {
        let (response, body) = send(service.clone(), request).await;
        let found = (response.status().as_u16(), &body["error"]["code"], &body["id"]);
        assert_eq!(found, (status, &code, &id), "{what}: {body}");
    }
}

#[tokio::test]
async fn headers_may_be_padded_encoded_or_left_out_where_the_revision_says_so() {
    let spaced = with(post(call("notes_get")), &[CALL_HEADERS[0], CALL_HEADERS[1], ("Mcp-Name", "  notes_get ")]);
    let encoded =
        with(post(call("notes_get")), &[CALL_HEADERS[0], CALL_HEADERS[1], ("Mcp-Name", "=?base64?bm90ZXNfZ2V0?=")]);
    let legacy =
        post(r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"notes_get","arguments":{"id":"n1"}}}"#);
    let folded = with(
        post(r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"notes_get","arguments":{"id":"n1"}}}"#),
        &[("MCP-Protocol-Version", "2025-06-18, 2025-06-18"), ("Mcp-Session-Id", "left over"), ("accept", "*/*")],
    );
    for request in [spaced, encoded, legacy, folded] {
        let (response, body) = send(open(), request).await;
        assert_eq!((response.status().as_u16(), &body["result"]["isError"]), (200, &Value::Null), "{body}");
    }
}

#[tokio::test]
async fn notifications_are_accepted_without_a_body() {
    let (response, body) = send(open(), post(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)).await;
    assert_eq!((response.status().as_u16(), body), (202, Value::Null));
}

#[tokio::test]
async fn who_is_not_let_in_is_told_what_to_send() {
    let metadata = "resource_metadata=\"https://crm.example.com/.well-known/oauth-protected-resource/mcp\"";
    let cases = [
        (None, 401, format!("Bearer {metadata}"), "send `Authorization: Bearer`"),
        (
            Some("Bearer stolen-secret"),
            401,
            format!("Bearer error=\"invalid_token\", {metadata}, error_description=\"this token is not known\""),
            "this token is not known",
        ),
        (Some("Bearer later"), 503, String::new(), "keys cannot be checked now"),
        (Some("Bearer half"), 400, String::new(), "the `tenant` header is missing"),
    ];
    for (token, status, challenge, message) in cases {
        let mut request = post(call("notes_get"));
        if let Some(token) = token {
            request.headers_mut().insert("authorization", token.parse().unwrap());
        }
        let (response, body) = send(guarded(), request).await;
        assert_eq!((response.status().as_u16(), header_of(&response, "www-authenticate")), (status, &*challenge));
        assert_eq!(header_of(&response, "retry-after"), if status == 503 { "10" } else { "" });
        assert_eq!(body["error"]["message"], message);
        assert!(!body.to_string().contains("stolen-secret"));
    }
}

#[tokio::test]
async fn a_request_that_is_not_let_in_is_a_warning_without_its_credential() {
    let (log, _guard) = log::Log::from(tracing::Level::WARN);
    send(guarded(), with(post(call("notes_get")), &[("authorization", "Bearer a-secret")])).await;
    send(guarded(), with(post(call("notes_get")), &[("origin", "https://evil.example")])).await;
    // Clients try this to learn what there is.
    send(guarded(), Request::get("/mcp").header("host", "localhost").body(Full::default()).unwrap()).await;
    assert_eq!(
        log.lines(),
        [
            "WARN crm_mcp_core::access: refused: this token is not known status=401",
            "WARN crm_mcp_core::access: refused: pages of this origin may not use the server; its operator can allow the \
             origin status=403",
        ]
    );
}

#[tokio::test]
async fn a_caller_that_can_step_up_gets_one_challenge_with_every_scope() {
    let headers = [CALL_HEADERS[0], CALL_HEADERS[1], ("Mcp-Name", "notes_drop"), ("authorization", "Bearer reader")];
    let (response, body) = send(guarded(), with(post(call("notes_drop")), &headers)).await;
    let challenge = "Bearer error=\"insufficient_scope\", scope=\"notes.write mcp.write_destructive\", \
        resource_metadata=\"https://crm.example.com/.well-known/oauth-protected-resource/mcp\", \
        error_description=\"tool `notes_drop` needs the scopes: notes.write mcp.write_destructive\"";
    assert_eq!((response.status().as_u16(), header_of(&response, "www-authenticate")), (403, challenge));
    assert_eq!(body["error"]["data"]["requiredScopes"], json!(["notes.write", "mcp.write_destructive"]));
}

#[tokio::test]
async fn pages_that_are_allowed_may_ask_and_read() {
    for origin in ["https://app.example.com", "http://localhost:6274"] {
        let mut ask = Request::builder().method(Method::OPTIONS).uri("/mcp").body(Full::default()).unwrap();
        ask.headers_mut().insert("host", "crm.example.com".parse().unwrap());
        ask.headers_mut().insert("origin", origin.parse().unwrap());
        ask.headers_mut().insert("access-control-request-method", "POST".parse().unwrap());
        ask.headers_mut().insert("access-control-request-headers", "authorization, mcp-method".parse().unwrap());
        let (response, _) = send(guarded(), ask).await;
        assert_eq!((response.status().as_u16(), header_of(&response, "access-control-allow-origin")), (204, origin));
        assert_eq!(header_of(&response, "access-control-allow-headers"), "authorization, mcp-method");
        assert!(header_of(&response, "access-control-allow-methods").contains("POST"));

        let mut request = with(post(call("notes_get")), &CALL_HEADERS);
        request.headers_mut().insert("origin", origin.parse().unwrap());
        let (response, _) = send(guarded(), request).await;
        assert_eq!((response.status().as_u16(), header_of(&response, "access-control-allow-origin")), (401, origin));
        assert_eq!(header_of(&response, "vary"), "Origin", "the page can read that it must sign in");
        assert!(header_of(&response, "access-control-expose-headers").contains("WWW-Authenticate"));
    }
    let mut ask = Request::builder().method(Method::OPTIONS).uri("/mcp").body(Full::default()).unwrap();
    ask.headers_mut().insert("origin", "https://evil.example.com".parse().unwrap());
    let (response, _) = send(guarded(), ask).await;
    assert_eq!((response.status().as_u16(), header_of(&response, "access-control-allow-origin")), (403, ""));
}

#[tokio::test]
async fn shared_boxed_and_plain_functions_are_authenticators() {
    let keys = || {
        authenticate_with(|request: &Parts| match single_header(&request.headers, "x-key")? {
            Some("ada") => Ok(Session::new(Caller::trusted("ada"), Arc::new(notes()))),
            _ => Err(Unauthorized::Missing("send a key".to_owned())),
        })
    };
    let shared: Arc<dyn Authenticator<Notes>> = Arc::new(keys());
    let boxed: Box<dyn Authenticator<Notes>> = Box::new(Arc::clone(&shared));
    for service in [
        HttpService::new(server(), keys(), HttpOptions::default()),
        HttpService::new(server(), shared, HttpOptions::default()),
        HttpService::new(server(), boxed, HttpOptions::default()),
    ] {
        for (key, status) in [("ada", 200), ("eve", 401)] {
            let mut request = post(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#);
            request.headers_mut().insert("x-key", key.parse().unwrap());
            assert_eq!(service.clone().oneshot(request).await.unwrap().status(), status, "{key}");
        }
    }
}
