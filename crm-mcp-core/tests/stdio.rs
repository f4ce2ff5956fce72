//! The stdio transport over a pair of pipes: a client that writes lines and reads lines.
#![cfg(feature = "stdio")]
#![allow(clippy::unwrap_used)]

mod common;

use std::{future::pending, io, sync::Arc, time::Duration};

use common::{notes, server, stateless, wire::Wire};
use crm_mcp_core::{Caller, Revision, Session, transport::stdio};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines},
    sync::oneshot,
    task::JoinHandle,
};

struct Client {
    input: DuplexStream,
    output: Lines<BufReader<DuplexStream>>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
    wire: Wire,
}

impl Client {
    fn start() -> Self {
        let (input, server_input) = tokio::io::duplex(64 * 1024);
        let (server_output, output) = tokio::io::duplex(64 * 1024);
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let stopped = async {
                if stopped.await.is_err() {
                    pending::<()>().await;
                }
            };
            let session = Session { caller: Caller::trusted("me"), context: Arc::new(notes()) };
            stdio::serve_on(Arc::new(server()), session, server_input, server_output, stopped).await
        });
        let wire = Wire::new(Revision::LATEST_LEGACY);
        Self { input, output: BufReader::new(output).lines(), stop, serving, wire }
    }

    async fn send(&mut self, line: &str) {
        self.wire.asks(line.as_bytes());
        self.input.write_all(line.as_bytes()).await.unwrap();
        self.input.write_all(b"\n").await.unwrap();
    }

    async fn receive(&mut self) -> Value {
        self.next().await.expect("an answer")
    }

    /// The next message, which is checked, or the end.
    async fn next(&mut self) -> Option<Value> {
        let line = soon(self.output.next_line()).await.unwrap()?;
        let message = serde_json::from_str(&line).unwrap();
        self.wire.hears(&message);
        Some(message)
    }

    /// Closes the input and waits until the server is done; no answer may be left unread.
    async fn end(mut self) {
        drop(self.input);
        assert_eq!(soon(self.output.next_line()).await.unwrap(), None);
        soon(self.serving).await.unwrap().unwrap();
    }
}

/// What a server that works does at once. One that hangs fails the test.
async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("not to hang")
}

fn request(id: &Value, tool: &str, arguments: &Value) -> String {
    let params = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params }).to_string()
}

#[tokio::test]
async fn both_eras_are_served_on_one_stream() {
    let mut client = Client::start();
    client.send(&stateless("server/discover", json!({}))).await;
    assert_eq!(client.receive().await["result"]["resultType"], "complete");
    client.send(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26"}}"#).await;
    assert_eq!(client.receive().await["result"]["protocolVersion"], "2025-03-26");
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#).await;
    client.send(&request(&json!(2), "notes_get", &json!({ "id": "n1" }))).await;
    let answer = client.receive().await;
    assert!(answer["result"]["structuredContent"].is_null(), "2025-03-26 knows none: {answer}");
    client.send(r#"[{"jsonrpc":"2.0","id":3,"method":"ping"}]"#).await;
    assert_eq!(client.receive().await, json!([{ "jsonrpc": "2.0", "id": 3, "result": {} }]));
    client.send(&stateless("tools/call", json!({ "name": "notes_get", "arguments": { "id": "n1" } }))).await;
    assert_eq!(client.receive().await["result"]["structuredContent"]["id"], "n1");
    client.end().await;
}

#[tokio::test]
async fn requests_run_side_by_side_and_can_be_cancelled() {
    let mut client = Client::start();
    client.send(&request(&json!("slow"), "wait", &json!({}))).await;
    client.send(&request(&json!(2), "notes_get", &json!({ "id": "n1" }))).await;
    assert_eq!(client.receive().await["id"], 2, "the slow one holds nobody up");
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99}}"#).await;
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"slow"}}"#).await;
    client.end().await;
}

#[tokio::test]
async fn what_is_no_message_is_answered_and_the_next_one_served() {
    let mut client = Client::start();
    client.send("hello").await;
    let answer = client.receive().await;
    assert_eq!((&answer["error"]["code"], answer.get("id")), (&json!(-32700), None));
    client.send("").await;
    client.send(&format!("\"{}\"", "x".repeat(4 * 1024 * 1024))).await;
    let answer = client.receive().await;
    assert_eq!(answer["error"]["message"], "a message may have at most 4194304 bytes");
    client.send(&request(&json!(5), "panic", &json!({}))).await;
    let answer = client.receive().await;
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(5), &json!(-32603)));
    client.send(r#"{"jsonrpc":"2.0","id":6,"method":"ping"}"#).await;
    assert_eq!(client.receive().await, json!({ "jsonrpc": "2.0", "id": 6, "result": {} }));
    client.end().await;
}

#[tokio::test]
async fn however_many_requests_run_the_next_message_is_read() {
    let mut client = Client::start();
    for id in 0..256 {
        client.send(&request(&json!(id), "wait", &json!({}))).await;
    }
    client.send(&request(&json!("one more"), "wait", &json!({}))).await;
    let answer = client.receive().await;
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!("one more"), &json!(503)));
    for id in 0..256 {
        let params = json!({ "requestId": id });
        client
            .send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": params }).to_string())
            .await;
    }
    client.end().await;
}

#[tokio::test]
async fn an_answer_is_one_line_whatever_a_tool_puts_into_it() {
    let mut client = Client::start();
    client.send(&request(&json!(1), "raw", &json!({}))).await;
    assert_eq!(client.receive().await["result"]["structuredContent"], json!({ "pretty": { "a": 1 } }));
    client.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_tool_that_hangs_holds_the_end_up_for_half_a_minute_at_most() {
    let mut client = Client::start();
    client.send(&request(&json!(1), "wait", &json!({}))).await;
    client.send(r#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#).await;
    client.receive().await;
    let started = tokio::time::Instant::now();
    client.stop.send(()).unwrap();
    let ended = client.serving.await.unwrap();
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::TimedOut);
    assert_eq!(started.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn what_was_asked_before_the_end_is_answered() {
    let mut client = Client::start();
    for id in 0..49 {
        client.send(&request(&json!(id), "notes_get", &json!({ "id": "n1" }))).await;
    }
    // The last line lacks its end, as when a client writes and closes at once.
    let last = request(&json!(49), "notes_get", &json!({ "id": "n1" }));
    client.wire.asks(last.as_bytes());
    client.input.write_all(last.as_bytes()).await.unwrap();
    client.input.shutdown().await.unwrap();
    let mut ids = Vec::new();
    while let Some(answer) = client.next().await {
        ids.push(answer["id"].as_i64().unwrap());
    }
    ids.sort_unstable();
    assert_eq!(ids, (0..50).collect::<Vec<_>>());
    client.serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_stop_ends_it_though_the_input_stays_open() {
    let mut client = Client::start();
    client.send(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#).await;
    client.receive().await;
    client.stop.send(()).unwrap();
    client.serving.await.unwrap().unwrap();
    assert_eq!(client.output.next_line().await.unwrap(), None);
}
