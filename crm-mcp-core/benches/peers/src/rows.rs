//! All rows: who is asked what, over which path.

use std::convert::Infallible;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Collected, Full};
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use serde_json::Value;
use tower::{Service, ServiceExt};

use crate::{
    axum_floor, floor,
    measure::{Answer, Path, Row},
    ours,
    request::Method,
    rmcp_side,
};

pub(crate) const FLOOR: &str = "floor";
pub(crate) const OURS: &str = "crm-mcp-core";
pub(crate) const AXUM_FLOOR: &str = "axum, floor in its handler";
pub(crate) const RMCP_MESSAGES: &str = "rmcp, channel of typed messages";
pub(crate) const RMCP_LINES: &str = "rmcp, JSON lines";
pub(crate) const RMCP_HTTP: &str = "rmcp";
pub(crate) const RMCP_DOCUMENTED: &str = "rmcp as documented";

/// Every row. Must be called within a runtime: rmcp spawns tasks.
pub(crate) fn all() -> Vec<Row> {
    Method::ALL.into_iter().flat_map(of).collect()
}

fn of(method: Method) -> [Row; 8] {
    let message = method.message();
    let ours = ours::InProcess::new();
    let mut lines = rmcp_side::Lines::new();
    let mut messages = rmcp_side::Messages::new();
    let typed = move || serde_json::from_str::<ClientJsonRpcMessage>(message).expect("rmcp knows the message");
    [
        Row::new(
            FLOOR,
            Path::InProcess,
            method,
            || (),
            async move |()| floor::answer(message.as_bytes()).unwrap_or_default(),
        ),
        Row::new(OURS, Path::InProcess, method, || (), async move |()| ours.ask(message.as_bytes()).await),
        Row::new(RMCP_MESSAGES, Path::InProcess, method, typed, async move |message| messages.ask(message).await),
        Row::new(RMCP_LINES, Path::InProcess, method, || (), async move |()| lines.ask(message).await),
        http(AXUM_FLOOR, method, axum_floor::router()),
        http(OURS, method, ours::http()),
        http(RMCP_HTTP, method, rmcp_side::http()),
        http(RMCP_DOCUMENTED, method, rmcp_side::http_documented()),
    ]
}

/// A row of an HTTP service that is called as a connection would, without one.
fn http<S, B>(name: &'static str, method: Method, mut service: S) -> Row
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>, Error = Infallible> + 'static,
    B: http_body::Body<Data = Bytes> + 'static,
{
    let ask = async move |request| {
        let Ok(response) = match service.ready().await {
            Ok(service) => service.call(request).await,
            Err(never) => match never {},
        };
        let (head, body) = response.into_parts();
        (head.status, body.collect().await.map(Collected::to_bytes).unwrap_or_default())
    };
    Row::new(name, Path::Http, method, move || method.http(), ask)
}

impl Answer for (StatusCode, Bytes) {
    fn json(self) -> Value {
        let (status, body) = self;
        status.is_success().then(|| serde_json::from_slice(&body).ok()).flatten().unwrap_or_default()
    }
}

impl Answer for ServerJsonRpcMessage {
    fn json(self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
