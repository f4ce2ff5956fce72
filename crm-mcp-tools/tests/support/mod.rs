//! What the tests share: a vendor that answers as told, in process or on loopback, and a call of a tool as JSON.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used)]

use std::{
    collections::VecDeque,
    sync::{Arc, LazyLock, Mutex},
};

use async_trait::async_trait;
use axum::{Router, extract::Request as AxumRequest};
use bytes::Bytes;
use crm_mcp_core::{CallError, Caller, ToolError, Toolset};
use crm_mcp_tools::{
    api::{Network, Upstream, UpstreamError},
    highlevel::{self, Client, HighLevel},
};
use http::{Request, Response};
use http_body_util::BodyExt;
use serde_json::Value;

pub(crate) const LOCATION: &str = "ve9EPM428h8vShlRW1KT";
pub(crate) const TOKEN: &str = "pit-6f5902ac-0000-4000-8000-5ec4e7000000";

/// Calls a tool, a helper among them, as a trusted caller, through the gate.
pub(crate) async fn call(crm: &HighLevel, tool: &str, arguments: Value) -> Result<Value, ToolError> {
    static TOOLSET: LazyLock<Toolset<HighLevel>> =
        LazyLock::new(|| Toolset::new(highlevel::tools().into_iter().chain(highlevel::helpers())).unwrap());
    match TOOLSET.call(tool, &arguments.to_string(), crm, &Caller::trusted("test")).await {
        Ok(output) => Ok(output.decode().unwrap()),
        Err(CallError::Tool(error)) => Err(error),
        Err(error) => panic!("{tool}: {error}"),
    }
}

/// The location of the tests, over this client.
pub(crate) fn location(client: &Client) -> HighLevel {
    HighLevel::new(client, TOKEN.into(), LOCATION.parse().unwrap()).unwrap()
}

/// A client that talks to a base URL over the network.
pub(crate) fn network(base_url: &str) -> Client {
    Client::over(Network::new().unwrap()).with_base_url(base_url).unwrap()
}

/// An answer with this status and body.
pub(crate) fn answer(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder().status(status).body(body.into()).unwrap()
}

type Outcome = Result<Response<Bytes>, UpstreamError>;

/// A vendor that gives the answers it was told to, in order, and remembers the requests.
#[derive(Clone, Default)]
pub(crate) struct Vendor {
    answers: Arc<Mutex<VecDeque<Outcome>>>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Vendor {
    pub(crate) fn answering(answers: impl IntoIterator<Item = Response<Bytes>>) -> Self {
        let vendor = Self::default();
        answers.into_iter().for_each(|answer| vendor.will(Ok(answer)));
        vendor
    }

    pub(crate) fn will(&self, outcome: Outcome) {
        self.answers.lock().unwrap().push_back(outcome);
    }

    pub(crate) fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }

    /// The requests as `METHOD path` and body.
    pub(crate) fn saw(&self) -> Vec<(String, Value)> {
        let line =
            |request: &Request<Bytes>| format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
        let body = |request: &Request<Bytes>| serde_json::from_slice(request.body()).unwrap_or_default();
        self.requests().iter().map(|request| (line(request), body(request))).collect()
    }

    /// The location of the tests, with this vendor in process.
    pub(crate) fn location(&self) -> HighLevel {
        location(&Client::over(self.clone()))
    }

    /// Serves on a free port of loopback; gives the base URL.
    pub(crate) async fn on_loopback(&self) -> String {
        let vendor = self.clone();
        let router = Router::new().fallback(async move |request: AxumRequest| {
            let (parts, body) = request.into_parts();
            let request = Request::from_parts(parts, body.collect().await.unwrap().to_bytes());
            vendor.send(request).await.unwrap().map(axum::body::Body::from)
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async { axum::serve(listener, router).await });
        url
    }
}

#[async_trait]
impl Upstream for Vendor {
    async fn send(&self, request: Request<Bytes>) -> Outcome {
        // Which tags are new is asked before many a write; it is tested over the sandbox, and all are known here.
        let body = String::from_utf8_lossy(request.body()).into_owned();
        if body.contains(r#""pageLimit":1,"#) || body.contains(r#""pageLimit":1}"#) {
            return Ok(answer(200, r#"{"contacts":[],"total":1}"#));
        }
        let mut answers = self.answers.lock().unwrap();
        // Names of stages and users are asked for beside many a read; a test that is not about them has none.
        let names =
            ["pipelines", "users"].into_iter().find(|names| request.uri().path().trim_matches('/').ends_with(names));
        let is_told = |names: &&str| match answers.front() {
            Some(Ok(next)) => !next.status().is_success() || String::from_utf8_lossy(next.body()).contains(*names),
            other => other.is_some(),
        };
        if let Some(names) = names.filter(|names| request.method() == "GET" && !is_told(names)) {
            return Ok(answer(200, format!(r#"{{"{names}":[]}}"#)));
        }
        self.requests.lock().unwrap().push(request);
        answers.pop_front().expect("a request that the test did not foresee")
    }
}
