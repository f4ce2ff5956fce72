//! A client of a sandbox in process.

use axum::{
    Router,
    body::{Body, to_bytes},
};
use crm_mcp_tools::sandbox::{LOCATION_ID, Limits, READ_TOKEN, Sandbox, TOKEN};
use http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// Limits that no test reaches by accident.
pub(crate) const UNLIMITED: Limits =
    Limits { requests: 1_000_000, interval: std::time::Duration::from_secs(10), daily: 1_000_000 };

/// Which of all records an answer should have.
pub(crate) type Fits<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

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
    /// A client with every scope, on a sandbox of its own.
    pub(crate) async fn new() -> Self {
        Self::of(&Sandbox::in_memory().await.unwrap().with_limits(UNLIMITED))
    }

    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        let authorization = ("authorization", format!("Bearer {TOKEN}"));
        Self { router: sandbox.router(), headers: vec![authorization, ("version", "2021-07-28".into())] }
    }

    pub(crate) fn read_only(&self) -> Self {
        self.with("authorization", &format!("Bearer {READ_TOKEN}"))
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

    pub(crate) async fn send(&self, method: &str, path: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: serde_json::from_slice(&bytes).unwrap() }
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

    pub(crate) async fn delete(&self, path: &str, body: Value) -> Answer {
        self.send("DELETE", path, body.to_string()).await
    }

    /// Creates a contact of these properties.
    pub(crate) async fn create(&self, properties: Value) -> Value {
        let answer = self.post("/contacts/", located(properties)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.body["contact"].clone()
    }

    /// The contact as it is now.
    pub(crate) async fn contact(&self, id: &Value) -> Value {
        let answer = self.get(&format!("/contacts/{}", id.as_str().unwrap())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["contact"].clone()
    }

    /// A search that succeeds.
    pub(crate) async fn search(&self, properties: Value) -> Value {
        let answer = self.post("/contacts/search", located(properties)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    /// Everybody.
    pub(crate) async fn everybody(&self) -> Vec<Value> {
        let body = self.search(json!({ "pageLimit": 500 })).await;
        body["contacts"].as_array().unwrap().clone()
    }
}

impl Answer {
    /// The messages of a 422.
    pub(crate) fn faults(&self) -> Vec<&str> {
        assert_eq!(self.status, 422, "{}", self.body);
        assert_eq!(self.body["statusCode"], 422);
        assert_eq!(self.body["error"], "Unprocessable Entity");
        assert!(self.body["traceId"].is_string(), "{}", self.body);
        self.body["message"].as_array().unwrap().iter().map(|message| message.as_str().unwrap()).collect()
    }
}

/// The body with the sandbox's location.
pub(crate) fn located(mut body: Value) -> Value {
    body["locationId"] = LOCATION_ID.into();
    body
}

pub(crate) fn ids(contacts: &[Value]) -> Vec<&str> {
    contacts.iter().map(|contact| contact["id"].as_str().unwrap()).collect()
}
