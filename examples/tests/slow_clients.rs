//! Clients that send half of a request or a crooked one, do not read, or go away: the others are served, and nothing is
//! kept of them.

#![allow(clippy::unwrap_used)]

use std::{
    io,
    net::SocketAddr,
    num::NonZeroUsize,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::Router;
use crm_mcp_core::{
    Caller, Server, ServerInfo, Session, ToolError, Toolset, tool, tools,
    transport::http::{HttpOptions, HttpService},
};
use schemars::JsonSchema;
use serde::Serialize;
use serving::{Limits, Listening};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

const PING: &str = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;

/// For what must not happen in a test.
const NEVER: Duration = Duration::from_hours(1);

/// For what a test waits for.
const BRIEF: Duration = Duration::from_millis(300);

const PATIENT: Limits = Limits { connections: 1000, crowded: NEVER, headers: NEVER, stall: NEVER };

#[derive(Debug, PartialEq)]
enum Event {
    Began,
    Dropped,
}

/// Tells when calls of [`wait`] begin, and when they are dropped.
struct Watch(UnboundedSender<Event>);

struct Guard<'a>(&'a Watch);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.0.send(Event::Dropped).unwrap();
    }
}

#[derive(Serialize, JsonSchema)]
struct Text {
    text: String,
}

/// Never ends by itself.
#[tool(read, public)]
async fn wait(watch: &Watch) -> Result<Text, ToolError> {
    let _guard = Guard(watch);
    watch.0.send(Event::Began).unwrap();
    std::future::pending().await
}

/// More than the buffers between a server and its client hold.
#[tool(read, public)]
async fn much(_: &Watch) -> Result<Text, ToolError> {
    Ok(Text { text: "x".repeat(16 * 1024 * 1024) })
}

/// A server in this process, and what its tool `wait` tells.
async fn start(limits: Limits, options: HttpOptions) -> (SocketAddr, UnboundedReceiver<Event>) {
    let (sender, events) = unbounded_channel();
    let server = Server::new(ServerInfo::new("slow", "1.0.0"), Toolset::new(tools![wait, much]).unwrap());
    // As `crm-mcp` does: who listens leaves half of the connections to others.
    let most_waiting = NonZeroUsize::new(limits.connections / 2).unwrap_or(NonZeroUsize::MIN);
    let server = server.with_changes().with_most_waiting(most_waiting);
    let session = Session::new(Caller::trusted("test"), Arc::new(Watch(sender)));
    let router = Router::new().route_service("/mcp", HttpService::new(server, session, options));
    let listening = Listening::on("127.0.0.1:0".parse().unwrap()).await.unwrap().within(limits);
    let address = listening.address();
    tokio::spawn(listening.serve(router));
    (address, events)
}

async fn send(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

fn post(body: &str) -> String {
    let length = body.len();
    format!(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

fn call(tool: &str) -> String {
    post(&format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"{tool}"}}}}"#))
}

/// A request whose answer is a stream that stays open.
fn listen() -> String {
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#;
    let headers = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\nContent-Type:";
    post(body).replacen("Content-Type:", headers, 1)
}

/// Reads the answer to a ping.
async fn read_pong(stream: &mut TcpStream) {
    let mut answer = Vec::new();
    while !answer.ends_with(br#""result":{}}"#) {
        assert!(soon(stream.read_buf(&mut answer)).await.unwrap() > 0, "{}", String::from_utf8_lossy(&answer));
    }
}

/// What comes until the server closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut rest = String::new();
    let _ = soon(stream.read_to_string(&mut rest)).await;
    rest
}

/// What a server that works does in time. One that hangs fails the test.
async fn soon<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("not to hang")
}

/// What clients send that have no intention to go on.
fn beginnings() -> [String; 4] {
    let whole = post(PING);
    let head = whole.find("\r\n\r\n").unwrap();
    [String::new(), whole[..head / 2].to_owned(), whole[..head + 4].to_owned(), whole[..whole.len() - 1].to_owned()]
}

#[tokio::test]
async fn silent_clients_keep_nobody_waiting() {
    let (address, _events) = start(PATIENT, HttpOptions::default().body_timeout(NEVER)).await;
    let mut silent = Vec::new();
    for beginning in beginnings() {
        for _ in 0..75 {
            silent.push((send(address, &beginning).await, post(PING).split_off(beginning.len())));
        }
    }
    for _ in 0..10 {
        read_pong(&mut send(address, &post(PING)).await).await;
    }
    for (mut stream, end) in silent {
        stream.write_all(end.as_bytes()).await.unwrap();
        read_pong(&mut stream).await;
    }
}

#[tokio::test]
async fn silent_clients_are_disconnected_when_their_time_is_up() {
    let limits = Limits { headers: BRIEF, ..PATIENT };
    let (address, _events) = start(limits, HttpOptions::default().body_timeout(BRIEF)).await;
    for (beginning, answer) in beginnings().into_iter().zip(["", "", "HTTP/1.1 408", "HTTP/1.1 408"]) {
        let said = rest(send(address, &beginning).await).await;
        assert!(said.starts_with(answer) && said.is_empty() == answer.is_empty(), "{beginning:?}: {said}");
        let is_explained = said.ends_with(r#""message":"the body must arrive within 0.3 seconds"}}"#);
        assert_eq!(is_explained, !answer.is_empty(), "{said}");
    }
    // One that has been served and keeps its connection is no different.
    let mut idle = send(address, &post(PING)).await;
    read_pong(&mut idle).await;
    assert_eq!(rest(idle).await, "");
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_disconnected() {
    let limits = Limits { connections: 1, stall: BRIEF, ..PATIENT };
    let (address, _events) = start(limits, HttpOptions::default()).await;
    let deaf = send(address, &call("much")).await;
    // There is one place, so this one has it only after the other.
    read_pong(&mut send(address, &post(PING)).await).await;
    drop(deaf);
}

/// A connection that was served and is kept.
async fn idle(address: SocketAddr) -> TcpStream {
    let mut stream = send(address, &post(PING)).await;
    read_pong(&mut stream).await;
    stream
}

#[tokio::test]
async fn a_client_waits_for_a_place_while_all_others_have_requests() {
    let (address, mut events) = start(Limits { connections: 1, ..PATIENT }, HttpOptions::default()).await;
    let first = send(address, &call("wait")).await;
    assert_eq!(soon(events.recv()).await, Some(Event::Began));
    let _second = send(address, &call("wait")).await;
    // The second has no place, for the first one is not dropped for it.
    drop(first);
    assert_eq!(soon(events.recv()).await, Some(Event::Dropped));
    assert_eq!(soon(events.recv()).await, Some(Event::Began));
}

#[tokio::test]
async fn clients_that_listen_as_often_as_they_can_leave_room_for_others() {
    let (address, _events) = start(Limits { connections: 8, ..PATIENT }, HttpOptions::default()).await;
    let mut open = Vec::new();
    for turn in 0..8 {
        let mut stream = send(address, &listen()).await;
        let mut answer = [0; 12];
        soon(stream.read_exact(&mut answer)).await.unwrap();
        // All come as one caller, who may listen once where four may.
        assert_eq!(answer, if turn == 0 { *b"HTTP/1.1 200" } else { *b"HTTP/1.1 503" }, "{turn}");
        open.push(stream);
    }
    read_pong(&mut send(address, &post(PING)).await).await;
}

#[tokio::test]
async fn the_connection_without_a_request_for_the_longest_time_gives_way() {
    let (address, mut events) = start(Limits { connections: 3, ..PATIENT }, HttpOptions::default()).await;
    let running = send(address, &call("wait")).await;
    assert_eq!(soon(events.recv()).await, Some(Event::Began));
    let (mut first, second) = (idle(address).await, idle(address).await);
    // Nobody gives way before another client comes. The second is now the one that was served longer ago.
    first.write_all(post(PING).as_bytes()).await.unwrap();
    read_pong(&mut first).await;
    let third = idle(address).await;
    assert_eq!(rest(second).await, "");
    let _fourth = idle(address).await;
    assert_eq!(rest(first).await, "");
    let _fifth = idle(address).await;
    assert_eq!(rest(third).await, "");
    assert!(events.try_recv().is_err(), "the request that runs is left alone");
    drop(running);
}

#[tokio::test]
async fn a_request_that_came_in_time_is_answered_before_its_connection_gives_way() {
    let (address, _events) = start(Limits { connections: 1, ..PATIENT }, HttpOptions::default()).await;
    for _ in 0..20 {
        let mut first = idle(address).await;
        // The server runs on this thread, so it learns of the new client and of the request at the same time.
        let new = std::net::TcpStream::connect(address).unwrap();
        assert_eq!(first.try_write(post(PING).as_bytes()).unwrap(), post(PING).len());
        read_pong(&mut first).await;
        assert_eq!(rest(first).await, "");
        drop(new);
    }
}

#[tokio::test]
async fn clients_that_send_no_request_give_way_after_a_moment() {
    let limits = Limits { connections: 2, crowded: BRIEF, ..PATIENT };
    let (address, _events) = start(limits, HttpOptions::default()).await;
    for beginning in &beginnings()[..2] {
        let silent = [send(address, beginning).await, send(address, beginning).await];
        let _served = [idle(address).await, idle(address).await];
        for stream in silent {
            assert_eq!(rest(stream).await, "", "{beginning:?}");
        }
    }
}

/// Its request is no longer in progress for the server, which has handed over all of the answer.
#[tokio::test]
async fn a_client_that_still_takes_its_answer_is_passed_over() {
    let (address, _events) = start(Limits { connections: 2, ..PATIENT }, HttpOptions::default()).await;
    let mut deaf = send(address, &call("much")).await;
    let mut head = [0; 12];
    soon(deaf.read_exact(&mut head)).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
    let other = idle(address).await;
    let _new = idle(address).await;
    assert_eq!(rest(other).await, "");
    assert!(rest(deaf).await.len() > 16 * 1024 * 1024, "it has its whole answer");
}

#[tokio::test]
async fn a_client_is_told_to_come_back_when_all_others_have_requests_for_some_time() {
    let limits = Limits { connections: 2, crowded: BRIEF, ..PATIENT };
    let (address, mut events) = start(limits, HttpOptions::default()).await;
    let running = [send(address, &call("wait")).await, send(address, &call("wait")).await];
    for _ in &running {
        assert_eq!(soon(events.recv()).await, Some(Event::Began));
    }
    for _ in 0..3 {
        let refusal = rest(send(address, &post(PING)).await).await;
        assert!(refusal.starts_with("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"), "{refusal}");
        let (head, body) = refusal.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("\r\nContent-Length: {}", body.len())), "{refusal}");
        assert!(body.ends_with("come back in a few seconds\n"), "{refusal}");
    }
    assert!(events.try_recv().is_err(), "the requests that run are left alone");
    drop(running);
    for _ in 0..2 {
        assert_eq!(soon(events.recv()).await, Some(Event::Dropped));
    }
    // The places are free a moment after the calls have ended.
    while rest(send(address, &post(PING).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).await)
        .await
        .starts_with("HTTP/1.1 503")
    {}
    idle(address).await;
}

/// What is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        io::Write::write(&mut *self.0.lock().unwrap(), text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_operator_is_told_once_that_clients_are_refused() {
    let log = Log::default();
    let logged = || String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let limits = Limits { connections: 1, crowded: Duration::ZERO, ..PATIENT };
    let (address, mut events) = start(limits, HttpOptions::default()).await;
    for _ in 0..2 {
        // It costs nobody anything that an idle connection gives way.
        idle(address).await;
    }
    let _running = send(address, &call("wait")).await;
    assert_eq!(soon(events.recv()).await, Some(Event::Began));
    assert_eq!(logged(), "");
    for _ in 0..2 {
        assert!(rest(send(address, &post(PING)).await).await.starts_with("HTTP/1.1 503"));
        assert_eq!(logged().matches("WARN").count(), 1);
        assert!(logged().contains("all 1 connections have a request in progress"), "{}", logged());
    }
}

#[tokio::test]
async fn a_client_that_goes_away_ends_its_call() {
    let (address, mut events) = start(PATIENT, HttpOptions::default()).await;
    let stream = send(address, &call("wait")).await;
    assert_eq!(soon(events.recv()).await, Some(Event::Began));
    drop(stream);
    assert_eq!(soon(events.recv()).await, Some(Event::Dropped));
}

/// What is kept of a request that has no end is kept for every connection.
#[tokio::test]
async fn headers_have_an_end() {
    let (address, _events) = start(PATIENT, HttpOptions::default()).await;
    let with_header = |length: usize| post(PING).replace("\r\n\r\n", &format!("\r\nX: {}\r\n\r\n", "x".repeat(length)));
    read_pong(&mut send(address, &with_header(15 * 1024)).await).await;
    let endless = with_header(20 * 1024);
    let said = rest(send(address, &endless[..18 * 1024]).await).await;
    assert!(said.starts_with("HTTP/1.1 431"), "{said}");
}

/// Where a request ends must not be a matter of opinion: such requests are refused, and nothing after them is read.
#[tokio::test]
async fn a_length_that_cannot_be_is_refused_and_the_connection_closed() {
    let (address, _events) = start(PATIENT, HttpOptions::default()).await;
    for lengths in [
        "Content-Length: -1",
        "Content-Length: 1e3",
        "Content-Length: 99999999999999999999",
        "Content-Length: 40\r\nContent-Length: 41",
        "Transfer-Encoding: chunked, identity",
    ] {
        let length = format!("Content-Length: {}", PING.len());
        let crooked = post(PING).replace(&length, lengths);
        let said = rest(send(address, &(crooked + &post(PING))).await).await;
        assert!(said.starts_with("HTTP/1.1 400") && said.matches("HTTP/1.1").count() == 1, "{lengths}: {said}");
    }
    let huge = post(PING).replace(&PING.len().to_string(), "999999999999");
    assert!(rest(send(address, &huge).await).await.starts_with("HTTP/1.1 413"), "a length beyond the limit");
    read_pong(&mut send(address, &post(PING)).await).await;
}
