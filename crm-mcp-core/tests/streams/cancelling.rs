//! Cancellation: what nobody waits for any more is dropped where it stands.

use serde_json::{Value, json};

use crate::{
    desk::server,
    followed, legacy, modern, notification,
    pipe::Pipe,
    tool,
    web::{Request, Web},
};

fn wait() -> Value {
    tool("wait", json!({}))
}

/// A wait that tells something first.
fn wait_aloud() -> Value {
    followed(tool("wait", json!({ "tell": true })), "t")
}

fn cancelled(id: impl Into<Value>) -> Value {
    notification("notifications/cancelled", json!({ "requestId": id.into(), "reason": "no need" }))
}

#[tokio::test]
async fn who_closes_the_stream_ends_the_call() {
    let web = Web::open().await;
    for message in [modern(1, "tools/call", wait_aloud()), legacy(1, "tools/call", wait_aloud())] {
        let mut answer = web.send(Request::post(message)).await;
        assert_eq!(answer.event().await.unwrap()["method"], "notifications/progress");
        web.desk.until_running(1).await;
        drop(answer);
        web.desk.until_running(0).await;
    }
}

#[tokio::test]
async fn who_goes_before_anything_was_said_ends_the_call() {
    let web = Web::open().await;
    for message in [modern(1, "tools/call", wait()), legacy(1, "tools/call", wait())] {
        let connection = web.start(Request::post(message)).await;
        web.desk.until_running(1).await;
        drop(connection);
        web.desk.until_running(0).await;
    }
}

#[tokio::test]
async fn on_a_pipe_a_cancelled_call_ends_without_an_answer() {
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let mut pipe = Pipe::legacy(server(), version).await;
        for id in [json!(1), json!("1"), json!("a b")] {
            pipe.send(legacy(id.clone(), "tools/call", wait())).await;
            pipe.desk.until_running(1).await;
            pipe.send(cancelled(id)).await;
            pipe.desk.until_running(0).await;
            pipe.is_quiet().await;
        }
        assert_eq!(pipe.end().await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn on_a_pipe_a_stateless_call_is_cancelled_as_well() {
    let mut pipe = Pipe::open();
    pipe.send(modern(1, "tools/call", wait_aloud())).await;
    assert_eq!(pipe.receive().await["method"], "notifications/progress");
    pipe.send(cancelled(1)).await;
    pipe.desk.until_running(0).await;
    pipe.is_quiet().await;
}

#[tokio::test]
async fn a_cancellation_right_behind_the_request_is_heeded() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    for id in 0..20 {
        pipe.send(legacy(id, "tools/call", wait())).await;
        pipe.send(cancelled(id)).await;
    }
    pipe.is_quiet().await;
    pipe.desk.until_running(0).await;
    assert_eq!(pipe.end().await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_cancellation_of_nothing_is_ignored() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    pipe.send(legacy(1, "tools/call", wait())).await;
    pipe.desk.until_running(1).await;
    for id in [json!(2), json!("1"), json!(1.5), Value::Null, json!({})] {
        pipe.send(cancelled(id)).await;
    }
    pipe.send(notification("notifications/cancelled", json!({}))).await;
    pipe.is_quiet().await;
    pipe.desk.until_running(1).await;
    pipe.send(cancelled(1)).await;
    pipe.desk.until_running(0).await;
}

#[tokio::test]
async fn two_requests_under_one_id_are_cancelled_together() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    pipe.send(legacy(1, "tools/call", wait())).await;
    pipe.send(legacy(1, "tools/call", wait())).await;
    pipe.desk.until_running(2).await;
    pipe.send(cancelled(1)).await;
    pipe.desk.until_running(0).await;
    pipe.is_quiet().await;
}

#[tokio::test]
async fn the_end_of_one_request_leaves_another_of_its_id_running() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    pipe.send(legacy(1, "tools/call", wait())).await;
    pipe.desk.until_running(1).await;
    let answer = pipe.ask(legacy(1, "tools/call", tool("polite", json!({})))).await;
    assert!(answer["result"].is_object());
    pipe.send(cancelled(1)).await;
    pipe.desk.until_running(0).await;
}

#[tokio::test]
async fn in_a_session_a_call_is_cancelled_by_a_message_of_its_own() {
    let web = Web::with_sessions(server(), 10).await;
    let session = web.begin("2025-11-25").await;
    let other = web.begin("2025-11-25").await;
    let mut told = web.send(session.post(legacy(1, "tools/call", wait_aloud()))).await;
    assert_eq!(told.event().await.unwrap()["method"], "notifications/progress");
    assert_eq!(web.ask(other.post(cancelled(1))).await, (202, Value::Null), "another session's");
    assert_eq!(web.ask(session.post(cancelled(2))).await, (202, Value::Null), "another request");
    web.desk.until_running(1).await;
    assert_eq!(web.ask(session.post(cancelled(1))).await, (202, Value::Null));
    assert_eq!(told.event().await, None, "the stream ends without an answer");
    web.desk.until_running(0).await;
}

#[tokio::test]
async fn in_a_session_a_call_that_said_nothing_is_cancelled_too() {
    let web = Web::with_sessions(server(), 10).await;
    let session = web.begin("2025-11-25").await;
    let request = session.post(legacy("x", "tools/call", wait()));
    let (answer, ()) = tokio::join!(web.ask(request), async {
        web.desk.until_running(1).await;
        assert_eq!(web.ask(session.post(cancelled("x"))).await, (202, Value::Null));
    });
    assert_eq!(answer, (202, Value::Null));
}

#[tokio::test]
async fn a_cancelled_part_of_a_batch_is_left_out_of_its_answer() {
    let polite = || legacy(2, "tools/call", tool("polite", json!({})));
    let batch = || json!([legacy(1, "tools/call", wait()), polite(), legacy(3, "tools/call", wait())]);
    let ids = |answer: &Value| answer.as_array().unwrap().iter().map(|part| part["id"].clone()).collect::<Vec<_>>();

    let mut pipe = Pipe::legacy(server(), "2025-03-26").await;
    pipe.send(batch()).await;
    pipe.desk.until_running(1).await;
    pipe.send(cancelled(3)).await;
    pipe.send(cancelled(1)).await;
    assert_eq!(ids(&pipe.receive().await), [2]);

    let web = Web::with_sessions(server(), 10).await;
    let session = web.begin("2025-03-26").await;
    let (answer, ()) = tokio::join!(web.ask(session.post(batch())), async {
        web.desk.until_running(1).await;
        web.ask(session.post(cancelled(3))).await;
        web.ask(session.post(cancelled(1))).await;
    });
    assert_eq!((answer.0, ids(&answer.1)), (200, vec![json!(2)]));
}
