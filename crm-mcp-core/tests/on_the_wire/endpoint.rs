//! An endpoint on a loopback socket, and requests to it as they stand on the wire.

use std::{net::SocketAddr, sync::Arc};

use async_trait::async_trait;
use axum::Router;
use crm_mcp_core::{
    Caller, Server, Session,
    transport::http::{Authenticator, HttpOptions, HttpService, Unauthorized},
};
use http::{header, request::Parts};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{
    anybody,
    common::{
        Notes, notes, server, stateless,
        wire::{self, Wire},
    },
    soon,
};

pub(crate) const METADATA: &str = "https://crm.example.com/.well-known/oauth-protected-resource/mcp";

pub(crate) struct Endpoint {
    address: SocketAddr,
}

impl Endpoint {
    /// Everybody may do everything.
    pub(crate) async fn open() -> Self {
        Self::with(HttpOptions::default()).await
    }

    pub(crate) async fn with(options: HttpOptions) -> Self {
        Self::of(server(), anybody(), options).await
    }

    /// Who has one of the [`Tokens`] may do what it says.
    pub(crate) async fn guarded() -> Self {
        let options = HttpOptions::default().resource_metadata(METADATA).allow_origin("https://app.example.com");
        Self::of(server(), Tokens, options).await
    }

    pub(crate) async fn of(
        server: Server<Notes>,
        authenticator: impl Authenticator<Notes>,
        options: HttpOptions,
    ) -> Self {
        let service = HttpService::new(server, authenticator, options);
        let router = Router::new().route_service("/mcp", service.clone()).route_service("/mcp/", service);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address }
    }

    /// The answer to a request; a message in it is checked.
    pub(crate) async fn send(&self, request: &Request) -> Answer {
        let mut wire = Wire::new(wire::spoken(request.value("MCP-Protocol-Version")));
        wire.asks(request.body.as_bytes());
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(&request.bytes()).await.unwrap();
        let mut answer = String::new();
        soon(stream.read_to_string(&mut answer)).await.unwrap();
        let answer = Answer::read(&answer);
        if !answer.body.is_empty() {
            wire.hears(&answer.json());
        }
        answer
    }
}

/// Lets `reader` and `owner` in; a reader can step up.
pub(crate) struct Tokens;

#[async_trait]
impl Authenticator<Notes> for Tokens {
    async fn authenticate(&self, request: &Parts) -> Result<Session<Notes>, Unauthorized> {
        let caller = match request.headers.get(header::AUTHORIZATION).map(http::HeaderValue::as_bytes) {
            Some(b"Bearer owner") => Caller::trusted("owner"),
            Some(b"Bearer reader") => Caller::with_scopes("reader", ["notes.readonly"]).with_step_up(),
            Some(b"Bearer half") => return Err(Unauthorized::Malformed("the `tenant` header is missing".into())),
            Some(b"Bearer later") => return Err(Unauthorized::Unavailable("keys cannot be checked now".into())),
            Some(_) => return Err(Unauthorized::Invalid("this token is not known".into())),
            None => return Err(Unauthorized::Missing("send `Authorization: Bearer`".into())),
        };
        Ok(Session::new(caller, Arc::new(notes())))
    }
}

/// A request, header by header.
#[derive(Clone)]
pub(crate) struct Request {
    line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    /// A request without a body: `GET /mcp`.
    pub(crate) fn new(line: &str) -> Self {
        Self { line: line.to_owned(), headers: vec![("Host".to_owned(), "localhost".to_owned())], body: String::new() }
    }

    /// A message, sent as clients should.
    pub(crate) fn post(message: impl Into<String>) -> Self {
        let request = Self { body: message.into(), ..Self::new("POST /mcp") };
        request.header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
    }

    /// A message of the stateless revision, with the headers that repeat it.
    pub(crate) fn modern(method: &str, params: Value) -> Self {
        let name = params["name"].as_str().or(params["uri"].as_str()).unwrap_or_default().to_owned();
        let request = Self::post(stateless(method, params))
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", method);
        if name.is_empty() { request } else { request.header("Mcp-Name", &name) }
    }

    pub(crate) fn to(self, line: &str) -> Self {
        Self { line: line.to_owned(), ..self }
    }

    /// The same headers before another message.
    pub(crate) fn saying(self, message: impl Into<String>) -> Self {
        Self { body: message.into(), ..self }
    }

    /// The same with one more header line, whether or not the name stands there already.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    /// The same with exactly this one header line of the name.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        self.without(name).header(name, value)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    fn bytes(&self) -> Vec<u8> {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (line, body) = (&self.line, &self.body);
        let (length, headers) = (body.len(), headers.concat());
        format!("{line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}").into_bytes()
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").expect("a whole answer");
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Self { status, headers, body: body.to_owned() }
    }

    /// The value of a header; `""` if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut values = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| &**value);
        let value = values.next().unwrap_or_default();
        assert_eq!(values.next(), None, "{name} twice");
        value
    }

    /// The status, and the code of the error; 0 if it is a result.
    pub(crate) fn outcome(&self) -> (u16, i64) {
        let body = self.json();
        assert!(body["result"].is_object() != body["error"].is_object(), "{body}");
        (self.status, body["error"]["code"].as_i64().unwrap_or(0))
    }

    /// The body; `null` if there is none.
    pub(crate) fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_str(&self.body).unwrap() }
    }
}
