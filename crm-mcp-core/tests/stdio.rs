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
            let session = Session::new(Caller::trusted("me"), Arc::new(notes()));
            stdio::serve_on(Arc::new(server()), session, server_input, server_output, stopped).await
        });
        let wire = Wire::new(Revision::LATEST_LEGACY);
        Self { input, output: BufReader::new(output).lines(), stop, serving, wire }
    }

    async fn send(&mut self, line: &str) {
        self.wire.asks(line.trim_start_matches('\u{feff}').as_bytes());
        self.input.write_all(line.as_bytes()).await.unwrap();
        self.input.write_all(b"\n").await.unwrap();
    }

    /// Shakes hands on the one revision that has batches.
    async fn with_batches() -> Self {
        let mut client = Self::start();
        let params = json!({ "protocolVersion": "2025-03-26" });
        client.send(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params }).to_string()).await;
        client.receive().await;
        client
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

/// So many requests run at once.
const RUNNING: i64 = 256;

fn cancellation(id: &Value) -> String {
    json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id } }).to_string()
}

#[tokio::test]
async fn a_request_behind_as_many_as_may_run_waits_for_its_turn() {
    let mut client = Client::with_batches().await;
    for id in 0..RUNNING {
        client.send(&request(&json!(id), "wait", &json!({}))).await;
    }
    client.send(&request(&json!("waits"), "notes_get", &json!({ "id": "n1" }))).await;
    client.send(r#"[{"jsonrpc":"2.0","id":"in a batch","method":"ping"}]"#).await;
    client.send(&request(&json!("cancelled"), "notes_get", &json!({ "id": "n1" }))).await;
    client.send(&cancellation(&json!("cancelled"))).await;
    // The cancellation was read behind requests that still wait, and it ends one that runs: so the first has its turn.
    client.send(&cancellation(&json!(7))).await;
    let answer = client.receive().await;
    assert_eq!((&answer["id"], answer["result"].get("isError")), (&json!("waits"), None), "{answer}");
    assert_eq!(client.receive().await, json!([{ "jsonrpc": "2.0", "id": "in a batch", "result": {} }]));
    for id in 0..RUNNING {
        client.send(&cancellation(&json!(id))).await;
    }
    // The one that was cancelled while it waited has no answer.
    client.end().await;
}

/// Time stands still until nothing else can go on: then a write that waits has waited long enough.
#[tokio::test(start_paused = true)]
async fn no_more_is_read_ahead_than_there_is_room_for() {
    for (size, most) in [(1000, 1024 + 64), (1024 * 1024, 256 + 17 + 1)] {
        let mut client = Client::start();
        let mut read = 0;
        loop {
            let arguments = if read < RUNNING { json!({}) } else { json!({ "text": "x".repeat(size) }) };
            let line = request(&json!(read), "wait", &arguments) + "\n";
            let write = client.input.write_all(line.as_bytes());
            if tokio::time::timeout(Duration::from_secs(1), write).await.is_err() {
                break;
            }
            read += 1;
            assert!(read <= most, "requests of {size} bytes");
        }
        assert!(read >= RUNNING + 15, "some are read ahead: {read}");
    }
}

/// Reads answers beside the writing: the pipes are small.
async fn answers_to(mut client: Client, lines: Vec<String>) -> Vec<Value> {
    let (mut input, mut output) = (client.input, client.output);
    for line in &lines {
        client.wire.asks(line.as_bytes());
    }
    let writing = tokio::spawn(async move {
        for line in lines {
            input.write_all(format!("{line}\n").as_bytes()).await.unwrap();
        }
    });
    let mut answers = Vec::new();
    while let Some(line) = soon(output.next_line()).await.unwrap() {
        let answer = serde_json::from_str(&line).unwrap();
        client.wire.hears(&answer);
        answers.push(answer);
    }
    writing.await.unwrap();
    client.serving.await.unwrap().unwrap();
    answers
}

#[tokio::test]
async fn however_many_requests_come_at_once_each_has_its_own_answer() {
    let ping = |id| json!({ "jsonrpc": "2.0", "id": id, "method": "ping" });
    let lines = (0..10_000).map(|id| match id % 3 {
        0 => ping(id).to_string(),
        1 => json!([ping(id)]).to_string(),
        _ => request(&json!(id), "notes_get", &json!({ "id": "n1" })),
    });
    let answers = answers_to(Client::with_batches().await, lines.collect()).await;
    let answers = answers.iter().map(|answer| answer.get(0).unwrap_or(answer));
    let faults: Vec<_> = answers.clone().filter(|answer| answer.get("result").is_none()).take(3).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let mut ids: Vec<_> = answers.map(|answer| answer["id"].as_i64().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, (0..10_000).collect::<Vec<_>>());
}

/// Programs on Windows put it before the first line that they write, and some before each.
#[tokio::test]
async fn a_byte_order_mark_before_a_line_is_skipped() {
    let mut client = Client::with_batches().await;
    for id in 1..=2 {
        client.send(&format!("\u{feff}{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"ping\"}}\r")).await;
        assert_eq!(client.receive().await, json!({ "jsonrpc": "2.0", "id": id, "result": {} }));
    }
    client.send("\u{feff}\r").await;
    client.send("\u{feff}[{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}]").await;
    assert_eq!(client.receive().await, json!([{ "jsonrpc": "2.0", "id": 3, "result": {} }]));
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
    let ended = client.serving.await.unwrap().unwrap_err();
    assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
    assert!(ended.to_string().contains("some calls had not ended 30 seconds after the end"), "{ended}");
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

/// A host that closes the input and then ends the process waits for nothing any more.
#[tokio::test]
async fn a_stop_after_the_end_of_the_input_ends_it_at_once() {
    let mut client = Client::start();
    client.send(&request(&json!(1), "wait", &json!({}))).await;
    client.send(r#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#).await;
    client.receive().await;
    drop(client.input);
    // The server, which runs on this thread, sees the end first.
    tokio::task::yield_now().await;
    client.stop.send(()).unwrap();
    let ended = soon(client.serving).await.unwrap();
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::Interrupted);
}
