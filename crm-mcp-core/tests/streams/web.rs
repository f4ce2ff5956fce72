//! An HTTP client that reads answers as they come: a head, then JSON or events.

use std::{net::SocketAddr, num::NonZeroUsize, sync::Arc, time::Duration};

use async_trait::async_trait;
use axum::Router;
use bytes::Bytes;
use crm_mcp_core::{
    Caller, Server, Session,
    transport::http::{Authenticator, HttpOptions, HttpService, Unauthorized},
};
use http::{header, request::Parts};
use http_body_util::Full;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::{
    desk::{Desk, server},
    everything, legacy, soon,
    wire::{Wire, spoken},
};

/// An endpoint on a loopback socket.
pub(crate) struct Web {
    address: SocketAddr,
    pub(crate) desk: Arc<Desk>,
    pub(crate) server: Arc<Server<Desk>>,
    pub(crate) service: HttpService<Desk>,
}

/// Lets everybody in under the name that is the token, with every right; `reader` has none but to read.
struct Names(Arc<Desk>);

#[async_trait]
impl Authenticator<Desk> for Names {
    async fn authenticate(&self, request: &Parts) -> Result<Session<Desk>, Unauthorized> {
        let token = request.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let caller = match token.and_then(|token| token.strip_prefix("Bearer ")) {
            Some("reader") => Caller::with_scopes("reader", ["desk.readonly"]),
            Some(name) => Caller::trusted(name),
            None => Caller::trusted("test"),
        };
        Ok(Session::new(caller, Arc::clone(&self.0)))
    }
}

impl Web {
    pub(crate) async fn open() -> Self {
        Self::with(server(), HttpOptions::default()).await
    }

    /// With at most so many sessions.
    pub(crate) async fn with_sessions(server: Server<Desk>, most: usize) -> Self {
        let most = NonZeroUsize::new(most).unwrap();
        Self::with(server, HttpOptions::default().sessions(most, Duration::from_mins(10))).await
    }

    pub(crate) async fn with(server: Server<Desk>, options: HttpOptions) -> Self {
        let (server, desk) = (Arc::new(server), Arc::new(Desk::default()));
        let service = HttpService::new(Arc::clone(&server), Names(Arc::clone(&desk)), options);
        let router = Router::new().route_service("/mcp", service.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, desk, server, service }
    }

    /// Sends a request and reads the head of the answer.
    pub(crate) async fn send(&self, request: Request) -> Answer {
        Answer::read(request.wire(), self.start(request).await).await
    }

    /// Sends a request; what comes back is left unread.
    pub(crate) async fn start(&self, request: Request) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(&request.bytes()).await.unwrap();
        stream
    }

    /// The status of an answer, and its message.
    pub(crate) async fn ask(&self, request: Request) -> (u16, Value) {
        let answer = self.send(request).await;
        (answer.status, answer.json().await)
    }

    /// Shakes hands as a client that can do everything, and gives what further requests say of the session.
    pub(crate) async fn begin(&self, version: &'static str) -> Open {
        self.begin_with(version, everything()).await
    }

    pub(crate) async fn begin_with(&self, version: &'static str, capabilities: Value) -> Open {
        let answer = self.send(Request::post(initialize(version, capabilities))).await;
        let id = answer.header("mcp-session-id").to_owned();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json().await["result"]["protocolVersion"], version);
        Open { id, version }
    }
}

pub(crate) fn initialize(version: &str, capabilities: Value) -> Value {
    let client = json!({ "name": "test", "version": "1" });
    legacy(0, "initialize", json!({ "protocolVersion": version, "capabilities": capabilities, "clientInfo": client }))
}

/// A session, from the client's side.
pub(crate) struct Open {
    pub(crate) id: String,
    version: &'static str,
}

impl Open {
    pub(crate) fn of(id: &str, version: &'static str) -> Self {
        Self { id: id.to_owned(), version }
    }

    pub(crate) fn post(&self, message: Value) -> Request {
        self.has_sent(Request::post(message))
    }

    /// A request without a body: `GET`.
    pub(crate) fn method(&self, method: &str) -> Request {
        self.has_sent(Request::new(method)).header("Accept", "text/event-stream")
    }

    fn has_sent(&self, request: Request) -> Request {
        request.header("Mcp-Session-Id", &self.id).header("MCP-Protocol-Version", self.version)
    }
}

/// A request, header by header.
pub(crate) struct Request {
    method: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(method: &str) -> Self {
        let headers = vec![("Host".to_owned(), "localhost".to_owned()), ("Connection".to_owned(), "close".to_owned())];
        Self { method: method.to_owned(), headers, body: Vec::new() }
    }

    /// A message, with the headers that repeat it if it is of the stateless revision.
    pub(crate) fn post(message: Value) -> Self {
        let mut request = Self { body: message.to_string().into_bytes(), ..Self::new("POST") };
        request = request.header("Content-Type", "application/json");
        request = request.header("Accept", "application/json, text/event-stream");
        let claim = &message["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"];
        if let (Some(claim), Some(method)) = (claim.as_str(), message["method"].as_str()) {
            request = request.header("MCP-Protocol-Version", claim).header("Mcp-Method", method);
            let params = &message["params"];
            if let Some(name) = params["name"].as_str().or(params["uri"].as_str()) {
                request = request.header("Mcp-Name", name);
            }
        }
        request
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with exactly this one line of the header.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.header(name, value)
    }

    /// The same headers before another text.
    pub(crate) fn saying(self, text: impl Into<String>) -> Self {
        Self { body: text.into().into_bytes(), ..self }
    }

    pub(crate) fn by(self, name: &str) -> Self {
        self.header("Authorization", &format!("Bearer {name}"))
    }

    /// The same for an endpoint without a socket.
    pub(crate) fn into_http(self) -> http::Request<Full<Bytes>> {
        let mut request = http::Request::builder().method(&*self.method).uri("/mcp");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Full::from(self.body)).unwrap()
    }

    fn wire(&self) -> Wire {
        let version = self.headers.iter().find(|(name, _)| name == "MCP-Protocol-Version");
        let mut wire = Wire::new(spoken(version.map(|(_, version)| &**version)));
        wire.asks(&self.body);
        wire
    }

    fn bytes(&self) -> Vec<u8> {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let headers = headers.concat();
        let head = format!("{} /mcp HTTP/1.1\r\nContent-Length: {}\r\n{headers}\r\n", self.method, self.body.len());
        [head.as_bytes(), &self.body].concat()
    }
}

/// An answer whose head was read.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    body: BufReader<TcpStream>,
    /// What has come of the next event.
    read: String,
    wire: Wire,
}

impl Answer {
    pub(crate) async fn read(wire: Wire, stream: TcpStream) -> Self {
        let mut lines = Vec::new();
        let mut body = BufReader::new(stream);
        loop {
            let mut line = String::new();
            soon(body.read_line(&mut line)).await.unwrap();
            assert!(!line.is_empty(), "the answer ended in its head: {lines:?}");
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let status = lines[0].split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines[1..].iter().map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Self { status, headers, body, read: String::new(), wire }
    }

    /// The value of a header; `""` if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn is_stream(&self) -> bool {
        self.header("content-type") == "text/event-stream"
    }

    /// The message that is the body; `null` if there is none.
    pub(crate) async fn json(mut self) -> Value {
        assert!(!self.is_stream(), "a stream");
        let mut body = String::new();
        soon(self.body.read_to_string(&mut body)).await.unwrap();
        if body.is_empty() {
            return Value::Null;
        }
        let message = serde_json::from_str(&body).unwrap();
        self.wire.hears(&message);
        message
    }

    /// The message of the next event; none when the stream has ended.
    pub(crate) async fn event(&mut self) -> Option<Value> {
        assert!(self.is_stream(), "no stream: {} {:?}", self.status, self.headers);
        loop {
            if let Some(end) = self.read.find("\n\n") {
                let event: String = self.read.drain(..end + 2).collect();
                // A comment keeps the stream alive.
                let Some(data) = event.lines().find_map(|line| line.strip_prefix("data: ")) else { continue };
                let message = serde_json::from_str(data).unwrap();
                self.wire.hears(&message);
                return Some(message);
            }
            let chunk = self.chunk().await;
            if chunk.is_empty() {
                assert_eq!(self.read, "", "an event is cut off");
                return None;
            }
            self.read.push_str(&chunk);
        }
    }

    /// The next piece of the body; empty at its end.
    async fn chunk(&mut self) -> String {
        let mut line = String::new();
        soon(self.body.read_line(&mut line)).await.unwrap();
        let length = usize::from_str_radix(line.trim_end(), 16).expect("a chunk");
        let mut chunk = vec![0; length + 2];
        soon(self.body.read_exact(&mut chunk)).await.unwrap();
        chunk.truncate(length);
        String::from_utf8(chunk).unwrap()
    }

    /// The messages of all events until the stream ends.
    pub(crate) async fn events(mut self) -> Vec<Value> {
        let mut messages = Vec::new();
        while let Some(message) = self.event().await {
            messages.push(message);
        }
        messages
    }
}
