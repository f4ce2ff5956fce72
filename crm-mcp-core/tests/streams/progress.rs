//! Progress: told only to who wants it, only what is more than before, before the answer.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use crm_mcp_core::{
    Progress,
    transport::http::{HttpOptions, HttpService},
};
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use tokio::time::sleep;
use tower::ServiceExt;

use crate::{
    anybody,
    desk::{Desk, server},
    followed, legacy, modern,
    pipe::Pipe,
    tool,
    web::{Request, Web},
};

fn count(steps: impl Into<Value>) -> Value {
    tool("count", json!({ "steps": steps.into() }))
}

/// What is told, and that the answer comes last.
fn values(messages: &[Value]) -> Vec<f64> {
    let (answer, told) = messages.split_last().unwrap();
    assert_eq!(answer["result"]["content"][0]["text"], r#"{"said":"counted"}"#, "{answer}");
    let values = told.iter().map(|message| {
        assert_eq!(message["method"], "notifications/progress");
        assert_eq!(message["params"]["message"], "counting");
        message["params"]["progress"].as_f64().unwrap()
    });
    values.collect()
}

#[tokio::test]
async fn a_client_that_gives_a_token_has_a_stream_with_the_answer_at_its_end() {
    let web = Web::open().await;
    for (token, shown) in [(json!("t-1"), json!("t-1")), (json!(4), json!(4)), (json!(""), json!(""))] {
        for message in [
            modern(1, "tools/call", followed(count([1, 2, 3]), token.clone())),
            legacy("a", "tools/call", followed(count([1, 2, 3]), token)),
        ] {
            let answer = web.send(Request::post(message)).await;
            assert_eq!((answer.status, answer.header("content-type")), (200, "text/event-stream"));
            assert_eq!((answer.header("x-accel-buffering"), answer.header("cache-control")), ("no", "no-cache"));
            let messages = answer.events().await;
            assert_eq!(values(&messages), [1.0, 2.0, 3.0]);
            assert_eq!(messages[0]["params"]["progressToken"], shown);
        }
    }
}

#[tokio::test]
async fn one_piece_of_progress_right_before_the_end_is_told() {
    let web = Web::open().await;
    let answer = web.send(Request::post(modern(1, "tools/call", followed(count([1]), 1)))).await;
    assert_eq!(values(&answer.events().await), [1.0]);
}

#[tokio::test]
async fn a_client_that_gives_no_token_has_json() {
    let web = Web::open().await;
    let nothing_to_tell = followed(count([0; 0]), 1);
    for params in
        [count([1, 2]), followed(count([1, 2]), Value::Null), followed(count([1, 2]), json!({})), nothing_to_tell]
    {
        let answer = web.send(Request::post(modern(1, "tools/call", params))).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
        assert_eq!(answer.json().await["result"]["structuredContent"], json!({ "said": "counted" }));
    }
}

#[tokio::test]
async fn a_client_that_reads_json_only_has_json() {
    let web = Web::open().await;
    let request = Request::post(modern(1, "tools/call", followed(count([1, 2]), 1))).with("Accept", "application/json");
    let answer = web.send(request).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert_eq!(answer.json().await["result"]["structuredContent"], json!({ "said": "counted" }));
}

#[tokio::test]
async fn only_what_is_more_than_before_is_told() {
    let web = Web::open().await;
    for (steps, told) in [
        (json!([1, 1, 2, 1.5, 2, 3]), vec![1.0, 2.0, 3.0]),
        (json!([-2, -1, 0, 0.25]), vec![-2.0, -1.0, 0.0, 0.25]),
        (json!([3, 2, 1]), vec![3.0]),
    ] {
        let answer = web.send(Request::post(modern(1, "tools/call", followed(count(steps), 1)))).await;
        assert_eq!(values(&answer.events().await), told);
    }
}

#[tokio::test]
async fn what_is_told_from_several_places_does_not_overtake() {
    let web = Web::open().await;
    let steps: Vec<_> = (1..=100).collect();
    let params = followed(tool("count_together", json!({ "steps": steps })), 1);
    let answer = web.send(Request::post(modern(1, "tools/call", params))).await;
    let told = values(&answer.events().await);
    assert!(told.is_sorted_by(|one, next| one < next), "{told:?}");
}

/// What a client is told by the tool that keeps its reporter.
fn words(messages: &[Value]) -> Vec<&str> {
    messages.iter().filter_map(|message| message["params"]["message"].as_str()).collect()
}

#[tokio::test]
async fn a_reporter_tells_the_client_of_its_call_and_nobody_when_the_call_has_ended() {
    let web = Web::open().await;
    let keep = followed(tool("keep", json!({})), 1);
    let answer = web.send(Request::post(modern(1, "tools/call", keep.clone()))).await;
    assert_eq!(words(&answer.events().await), ["by the call", "by the reporter"]);
    web.desk.kept().unwrap().progress(Progress::new(3.0).saying("too late")).await;

    let mut pipe = Pipe::open();
    pipe.send(modern(1, "tools/call", keep)).await;
    let messages = [pipe.receive().await, pipe.receive().await, pipe.receive().await];
    assert_eq!(words(&messages), ["by the call", "by the reporter"]);
    assert_eq!(messages[2]["result"]["structuredContent"]["said"], "kept");
    pipe.desk.kept().unwrap().progress(Progress::new(3.0).saying("too late")).await;
    pipe.is_quiet().await;
}

#[tokio::test]
async fn a_call_that_nobody_follows_has_no_reporter() {
    let web = Web::open().await;
    let answer = web.send(Request::post(modern(1, "tools/call", tool("keep", json!({}))))).await;
    assert_eq!(answer.json().await["result"]["structuredContent"]["said"], "nobody follows");
}

#[tokio::test]
async fn the_total_is_told_if_there_is_one() {
    let web = Web::open().await;
    let params = tool("count", json!({ "steps": [1, 2], "total": 2 }));
    let answer = web.send(Request::post(modern(1, "tools/call", followed(params, 1)))).await;
    assert_eq!(answer.events().await[0]["params"]["total"], 2.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_pipe_progress_comes_in_order_before_the_answer() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    for round in 0..200 {
        let steps: Vec<_> = (0..=round % 3).collect();
        for message in [
            legacy(round, "tools/call", followed(count(steps.clone()), round)),
            modern(round, "tools/call", followed(count(steps.clone()), round)),
        ] {
            pipe.send(message).await;
            let mut messages = Vec::new();
            while messages.last().is_none_or(|last: &Value| last.get("result").is_none()) {
                messages.push(pipe.receive().await);
            }
            let steps: Vec<_> = steps.iter().map(|step| f64::from(*step)).collect();
            assert_eq!(values(&messages), steps, "round {round}");
        }
    }
    assert_eq!(pipe.end().await, Vec::<Value>::new());
}

const PIECES: u32 = 32;

fn flood(bytes: usize) -> Value {
    followed(tool("flood", json!({ "pieces": PIECES, "bytes": bytes })), 1)
}

#[tokio::test]
async fn over_http_a_tool_is_at_most_two_messages_ahead_of_its_reader() {
    let desk = Arc::new(Desk::default());
    let service = HttpService::new(server(), anybody(&desk), HttpOptions::default());
    let request = http::Request::post("/mcp")
        .header("host", "localhost")
        .header("content-type", "application/json")
        .body(Full::new(Bytes::from(legacy(1, "tools/call", flood(10)).to_string())))
        .unwrap();
    let mut body = service.oneshot(request).await.unwrap().into_body();
    for taken in 0..PIECES {
        assert!(desk.told() <= taken as usize + 2, "{} told, {taken} taken", desk.told());
        body.frame().await.unwrap().unwrap();
    }
    body.frame().await.unwrap().unwrap();
    assert!(body.frame().await.is_none());
}

/// The clock of this test is not real: it moves on when nothing can move any more.
#[tokio::test(start_paused = true)]
async fn on_a_pipe_a_client_that_stops_reading_stops_the_tool() {
    const MIB: usize = 1024 * 1024;
    let mut pipe = Pipe::open();
    pipe.send(modern(1, "tools/call", flood(MIB))).await;
    sleep(Duration::from_secs(1)).await;
    // 16 MiB wait to be read, and one message or another is on its way.
    assert!((10..=20).contains(&pipe.desk.told()), "{} told", pipe.desk.told());
    for piece in 0..PIECES {
        assert_eq!(pipe.receive().await["params"]["progress"].as_f64(), Some(f64::from(piece)));
    }
    assert_eq!(pipe.receive().await["result"]["structuredContent"]["said"], "flooded");
}
