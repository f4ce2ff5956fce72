//! A client of Close's sandbox in process.

use axum::{
    Router,
    body::{Body, to_bytes},
};
use crm_mcp_tools::sandbox::close::{API_KEY, CloseLimits, CloseSandbox};
use http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// Limits that no test reaches by accident.
pub(crate) const UNLIMITED: CloseLimits =
    CloseLimits { requests: 1_000_000, interval: std::time::Duration::from_secs(1) };

#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    headers: Vec<(&'static str, String)>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Client {
    /// A client on a sandbox of its own.
    pub(crate) async fn new() -> Self {
        Self::of(&CloseSandbox::in_memory().await.unwrap().with_limits(UNLIMITED))
    }

    pub(crate) fn of(sandbox: &CloseSandbox) -> Self {
        let headers =
            vec![("authorization", format!("Bearer {API_KEY}")), ("content-type", "application/json".to_owned())];
        Self { router: sandbox.router(), headers }
    }

    /// The same client with a header replaced.
    pub(crate) fn with(&self, name: &'static str, value: &str) -> Self {
        let mut client = self.without(name);
        client.headers.push((name, value.to_owned()));
        client
    }

    pub(crate) fn without(&self, name: &str) -> Self {
        let headers = self.headers.iter().filter(|(other, _)| *other != name).cloned().collect();
        Self { router: self.router.clone(), headers }
    }

    /// Asks for what is at a path behind `/api/v1/`.
    pub(crate) async fn send(&self, method: &str, path: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1/{path}"));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        // A page of the network is no JSON, and a delete may answer nothing.
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| String::from_utf8(bytes.to_vec()).unwrap().into());
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, body.to_string()).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.send("PUT", path, body.to_string()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, Body::empty()).await
    }

    /// What a read that succeeds answers.
    pub(crate) async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// The records of a list.
    pub(crate) async fn list(&self, path: &str) -> Vec<Value> {
        self.read(path).await["data"].as_array().unwrap().clone()
    }

    /// Makes a record, and gives it back.
    pub(crate) async fn create(&self, path: &str, body: Value) -> Value {
        let answer = self.post(path, body).await;
        assert!([200, 201].contains(&answer.status.as_u16()), "{path}: {} {}", answer.status, answer.body);
        answer.body
    }

    /// Changes a record, and gives it back.
    pub(crate) async fn change(&self, path: &str, body: Value) -> Value {
        let answer = self.put(path, body).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// A new lead's id.
    pub(crate) async fn lead(&self, name: &str) -> String {
        id(&self.create("lead/", json!({ "name": name })).await)
    }
}

impl Answer {
    /// What a 400 says of each field.
    pub(crate) fn faults(&self) -> &Value {
        assert_eq!(self.status, 400, "{}", self.body);
        assert_eq!(self.body["errors"], json!([]), "{}", self.body);
        &self.body["field-errors"]
    }

    /// What an error says as a whole.
    pub(crate) fn error(&self) -> &str {
        self.body["error"].as_str().unwrap_or_else(|| panic!("{} {}", self.status, self.body))
    }
}

pub(crate) fn id(record: &Value) -> String {
    record["id"].as_str().unwrap().to_owned()
}
