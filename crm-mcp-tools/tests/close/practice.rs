//! Close's sandbox as the proofs need it: it has no limits, and counts what it is asked.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use crm_mcp_core::Tool;
use crm_mcp_tools::{
    api::{InProcess, Upstream, UpstreamError},
    close::{self, Close, CloseDialect},
    sandbox::close::{API_KEY, CloseLimits, CloseSandbox},
};
use http::{Request, Response};
use serde_json::Value;

use crate::{proofs::World, support::over};

/// The sandbox, and how often it was asked. Clones share both.
#[derive(Clone)]
pub(crate) struct Practice {
    pub(crate) sandbox: CloseSandbox,
    upstream: InProcess,
    requests: Arc<AtomicUsize>,
}

impl Practice {
    pub(crate) async fn new() -> Self {
        let limits = CloseLimits { requests: 1_000_000, ..CloseLimits::default() };
        let sandbox = CloseSandbox::in_memory().await.unwrap().with_limits(limits);
        Self { upstream: InProcess::new(sandbox.router()), sandbox, requests: Arc::default() }
    }

    /// What Close itself answers; it is not counted.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let key = format!("Basic {}", BASE64_STANDARD.encode(format!("{API_KEY}:")));
        let request = Request::builder().method(method).uri(format!("/api/v1{path}")).header("authorization", key);
        let request = request.header("content-type", "application/json");
        let answer = self.upstream.send(request.body(body.to_string().into()).unwrap()).await.unwrap();
        let body = String::from_utf8_lossy(answer.body());
        assert!(answer.status().is_success(), "{method} {path}: {body}");
        serde_json::from_str(&body).unwrap()
    }

    /// All records of one of Close's lists, read page by page.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let (mut records, join) = (Vec::new(), if path.contains('?') { '&' } else { '?' });
        loop {
            let page = format!("{path}{join}_limit=100&_skip={}", records.len());
            let mut page = self.ask("GET", &page, &Value::Null).await;
            let list = if page["fields"].is_array() { "fields" } else { "data" };
            records.extend(page[list].as_array().unwrap().iter().cloned());
            if page["has_more"].take() != true {
                return records;
            }
        }
    }
}

impl World for Practice {
    type Dialect = CloseDialect;

    fn tools() -> Vec<Tool<Close>> {
        close::tools()
    }

    fn crm(&self) -> Close {
        over(self.clone())
    }

    fn changes(&self) -> u64 {
        self.sandbox.changes()
    }

    fn requests(&self) -> usize {
        self.requests.swap(0, Ordering::SeqCst)
    }
}

#[async_trait]
impl Upstream for Practice {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        self.upstream.send(request).await
    }
}
