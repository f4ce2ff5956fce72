//! All rows: who is asked what, over which path.

use std::convert::Infallible;

use bytes::Bytes;
use http::{Response, StatusCode};
use http_body_util::{BodyExt, Collected, Full};
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use serde_json::Value;
use tower::{Service, ServiceExt};

use crate::{
    axum_floor, floor, floor_lines, flymcprust_side,
    lines::Lines,
    measure::{Answer, Path, Row},
    names::{AXUM_FLOOR, FLOOR, FLYMCPRUST, OURS, RMCP, RMCP_DOCUMENTED, RMCP_MESSAGES},
    ours,
    request::Request,
    rmcp_side, socket,
};

/// Every row. Must be called within a runtime: servers are spawned.
pub(crate) async fn all() -> Vec<Row> {
    let mut rows = Vec::new();
    for request in Request::ALL {
        rows.extend(in_process(request));
        rows.extend(over_lines(request));
        rows.extend(over_http(request));
        rows.extend(over_socket(request).await);
    }
    rows
}

fn in_process(request: Request) -> [Row; 4] {
    let message = request.message();
    let bytes = message.as_bytes();
    let (ours, flymcprust) = (ours::InProcess::new(), flymcprust_side::InProcess::new());
    let mut rmcp = rmcp_side::Messages::new();
    let typed = move || serde_json::from_str::<ClientJsonRpcMessage>(message).expect("rmcp knows the message");
    let path = Path::InProcess;
    [
        Row::new(FLOOR, path, request, || (), async move |()| floor::answer(bytes).unwrap_or_default()),
        Row::new(OURS, path, request, || (), async move |()| ours.ask(bytes).await),
        Row::new(RMCP_MESSAGES, path, request, typed, async move |message| rmcp.ask(message).await),
        Row::new(FLYMCPRUST, path, request, || (), async move |()| flymcprust.ask(bytes).await),
    ]
}

fn over_lines(request: Request) -> [Row; 4] {
    let sides = [
        (FLOOR, Lines::new(floor_lines::serve)),
        (OURS, Lines::new(ours::serve_lines)),
        (RMCP, Lines::new(rmcp_side::serve_lines)),
        (FLYMCPRUST, Lines::new(flymcprust_side::serve_lines)),
    ];
    sides.map(|(name, mut lines)| {
        Row::new(name, Path::Lines, request, || (), async move |()| lines.ask(request.message()).await)
    })
}

/// Services that are called as a connection would, without one.
fn over_http(request: Request) -> [Row; 5] {
    [
        http(AXUM_FLOOR, request, axum_floor::router()),
        http(OURS, request, ours::http()),
        http(RMCP, request, rmcp_side::http()),
        http(RMCP_DOCUMENTED, request, rmcp_side::http_documented()),
        http(FLYMCPRUST, request, flymcprust_side::http()),
    ]
}

fn http<S, B>(name: &'static str, request: Request, mut service: S) -> Row
where
    S: Service<http::Request<Full<Bytes>>, Response = Response<B>, Error = Infallible> + 'static,
    B: http_body::Body<Data = Bytes> + 'static,
{
    let ask = async move |request| {
        let Ok(response) = match service.ready().await {
            Ok(service) => service.call(request).await,
            Err(never) => match never {},
        };
        read(response).await
    };
    Row::new(name, Path::Http, request, move || request.http(), ask)
}

async fn over_socket(request: Request) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, router) in socket::SIDES {
        let mut connection = socket::connect(socket::serve(router()).await).await;
        let ask = async move |request| {
            connection.ready().await.expect("the connection is kept alive");
            read(connection.send_request(request).await.expect("an answer")).await
        };
        rows.push(Row::new(name, Path::Socket, request, move || request.http(), ask));
    }
    rows
}

async fn read<B: http_body::Body<Data = Bytes>>(response: Response<B>) -> (StatusCode, Bytes) {
    let (head, body) = response.into_parts();
    (head.status, body.collect().await.map(Collected::to_bytes).unwrap_or_default())
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
