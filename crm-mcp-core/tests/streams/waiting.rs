//! Requests that wait for a change or for an answer: so many at once, and not for ever.

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use crm_mcp_core::{
    Server,
    transport::http::{HttpOptions, HttpService, ResponseBody},
};
use http::Response;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::time::Instant;
use tower::ServiceExt;

use crate::{
    anybody,
    desk::{Desk, server},
    everything, legacy, modern, tool,
    web::{Open, Request, Web, initialize},
};

/// A server at which one caller has two of eight places.
fn narrow() -> Server<Desk> {
    server().with_changes().with_most_waiting(NonZeroUsize::new(8).unwrap())
}

fn confirm() -> Value {
    legacy(1, "tools/call", tool("confirm", json!({ "item": "it" })))
}

fn listen() -> Request {
    Request::post(modern(1, "subscriptions/listen", json!({ "notifications": { "toolsListChanged": true } })))
}

/// The text of a failed call.
fn failure(answer: &Value) -> &str {
    assert_eq!(answer["result"]["isError"], true, "{answer}");
    answer["result"]["content"][0]["text"].as_str().unwrap()
}

#[tokio::test]
async fn a_caller_has_so_many_open_questions() {
    let web = Web::with_sessions(narrow(), 10).await;
    let sessions = [web.begin("2025-11-25").await, web.begin("2025-11-25").await];
    let mut asked = Vec::new();
    for session in &sessions {
        let mut stream = web.send(session.post(confirm())).await;
        let question = stream.event().await.unwrap();
        asked.push((stream, question));
    }
    for session in &sessions {
        let (status, answer) = web.ask(session.post(confirm())).await;
        assert_eq!(status, 200);
        assert!(failure(&answer).contains("too many questions wait for an answer"), "{answer}");
    }
    let handshake = Request::post(initialize("2025-11-25", everything())).by("max");
    let other = web.send(handshake).await.header("mcp-session-id").to_owned();
    let other = Request::post(confirm()).header("Mcp-Session-Id", &other).by("max");
    let mut other = web.send(other.header("MCP-Protocol-Version", "2025-11-25")).await;
    assert_eq!(other.event().await.unwrap()["method"], "elicitation/create", "another caller can be asked");

    let (mut stream, question) = asked.remove(0);
    let declined = json!({ "jsonrpc": "2.0", "id": question["id"], "result": { "action": "decline" } });
    assert_eq!(web.ask(sessions[0].post(declined)).await.0, 202);
    assert!(stream.event().await.unwrap()["result"].is_object());
    let mut again = web.send(sessions[1].post(confirm())).await;
    assert_eq!(again.event().await.unwrap()["method"], "elicitation/create", "an answer leaves its place");
}

#[tokio::test]
async fn a_caller_has_so_many_streams_of_changes_and_all_have_so_many_together() {
    let web = Web::with_sessions(narrow(), 10).await;
    let session = web.begin("2025-11-25").await;
    let get = web.send(session.method("GET")).await;
    let mut first = web.send(listen()).await;
    first.event().await.unwrap();
    let refused = web.send(listen()).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "10"));
    assert_eq!(refused.json().await["error"]["code"], 503);
    let other = web.begin("2025-11-25").await;
    let refused = web.send(other.method("GET")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "10"));
    let message = refused.json().await["error"]["message"].clone();
    assert!(message.as_str().unwrap().starts_with("too many streams are open"), "{message}");

    let mut others = Vec::new();
    for number in 0..6 {
        let mut stream = web.send(listen().by(&format!("caller{}", number / 2))).await;
        stream.event().await.unwrap();
        others.push(stream);
    }
    assert_eq!(web.ask(listen().by("late")).await.0, 503, "all places are taken");
    drop(get);
    // The server learns of it in its own time.
    while web.send(listen().by("late")).await.status == 503 {}
}

/// The endpoint without a socket, for a clock that runs ahead when nothing else does.
fn service() -> HttpService<Desk> {
    service_with(HttpOptions::default().sessions(NonZeroUsize::new(10).unwrap(), Duration::from_mins(30)))
}

fn service_with(options: HttpOptions) -> HttpService<Desk> {
    HttpService::new(narrow(), anybody(&Arc::default()), options)
}

async fn send(service: &HttpService<Desk>, request: Request) -> Response<ResponseBody> {
    service.clone().oneshot(request.into_http()).await.unwrap()
}

/// The messages of a stream until it ends.
async fn events(response: Response<ResponseBody>) -> Vec<Value> {
    let text = String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
    text.lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect()
}

/// A session at the endpoint.
async fn begin(service: &HttpService<Desk>) -> Open {
    let answer = send(service, Request::post(initialize("2025-11-25", everything()))).await;
    Open::of(answer.headers()["mcp-session-id"].to_str().unwrap(), "2025-11-25")
}

#[tokio::test(start_paused = true)]
async fn a_question_that_nobody_answers_ends_after_ten_minutes_and_the_call_tells_so() {
    let service = service();
    let session = begin(&service).await;
    let asked = Instant::now();
    let stream = events(send(&service, session.post(confirm())).await).await;
    assert_eq!(asked.elapsed().as_secs(), 600);
    let [question, answer] = &stream[..] else { panic!("{stream:?}") };
    assert_eq!((&question["method"], &answer["id"]), (&json!("elicitation/create"), &json!(1)));
    assert!(failure(answer).contains("nobody answered the question in time"), "{answer}");
    let late = json!({ "jsonrpc": "2.0", "id": question["id"], "result": { "action": "accept" } });
    assert_eq!(send(&service, session.post(late)).await.status(), 202, "an answer that comes late is ignored");
    let ping = send(&service, session.post(legacy(2, "ping", json!({})))).await;
    assert_eq!(ping.status(), 200, "the session goes on");
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_changes_ends_after_an_hour_and_leaves_its_place() {
    let service = service();
    for _ in 0..3 {
        let opened = Instant::now();
        let stream = events(send(&service, listen()).await).await;
        assert_eq!(opened.elapsed().as_secs(), 3600);
        let [_acknowledged, end] = &stream[..] else { panic!("{stream:?}") };
        assert_eq!(end["result"]["resultType"], "complete", "{end}");
    }
    let (session, opened) = (begin(&service).await, Instant::now());
    let stream = events(send(&service, session.method("GET")).await).await;
    assert_eq!((opened.elapsed().as_secs(), stream), (3600, vec![]));
    assert_eq!(send(&service, session.post(legacy(2, "ping", json!({})))).await.status(), 200);
}

#[tokio::test(start_paused = true)]
async fn a_listener_with_a_legacy_revision_in_its_header_is_ended_after_an_hour_too() {
    let service = service_with(HttpOptions::default().tolerate_legacy_version_header(true));
    let opened = Instant::now();
    let stream = events(send(&service, listen().with("MCP-Protocol-Version", "2025-11-25")).await).await;
    assert_eq!(opened.elapsed().as_secs(), 3600);
    let [_acknowledged, end] = &stream[..] else { panic!("{stream:?}") };
    assert_eq!(end["result"]["resultType"], "complete", "{end}");
}

/// The body of a request that waits is kept until it ends.
#[tokio::test]
async fn a_listener_with_a_long_body_is_refused() {
    let text = modern(1, "subscriptions/listen", json!({ "notifications": { "toolsListChanged": true } })).to_string();
    let padded = |bytes: usize| listen().saying(text.clone() + &" ".repeat(bytes - text.len()));
    let service = service();
    assert_eq!(send(&service, padded(64 * 1024)).await.status(), 200);
    let refused = send(&service, padded(64 * 1024 + 1)).await;
    assert_eq!(refused.status(), 413);
    let body = refused.into_body().collect().await.unwrap().to_bytes();
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert!(body["error"]["message"].as_str().unwrap().contains("65536 bytes"), "{body}");
}
