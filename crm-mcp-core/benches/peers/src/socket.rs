//! HTTP over a loopback socket: every side behind the same server, and a client with one connection.

use std::{future::IntoFuture, net::SocketAddr};

use axum::{Router, serve::ListenerExt};
use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use crate::{axum_floor, flymcprust_side, names, ours, rmcp_side};

/// The name of a side, and its service with nothing but a route before it.
pub(crate) type Side = (&'static str, fn() -> Router);

/// The sides that can be served.
pub(crate) const SIDES: [Side; 4] = [
    (names::AXUM_FLOOR, axum_floor::router),
    (names::OURS, || Router::new().route_service("/mcp", ours::http())),
    (names::RMCP, || Router::new().route_service("/mcp", rmcp_side::http())),
    (names::FLYMCPRUST, || Router::new().route_service("/mcp", flymcprust_side::http())),
];

/// The client's end of a connection that is kept alive.
pub(crate) type Connection = SendRequest<Full<Bytes>>;

/// Serves on a free port as long as the runtime runs, and says where.
pub(crate) async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("the port is bound");
    // An answer goes out at once, without waiting for more to send.
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).expect("an open socket"));
    tokio::spawn(axum::serve(listener, router).into_future());
    address
}

/// Opens one connection.
pub(crate) async fn connect(address: SocketAddr) -> Connection {
    let stream = TcpStream::connect(address).await.expect("a server that listens, and a file descriptor");
    stream.set_nodelay(true).expect("an open socket");
    let (connection, driver) = handshake(TokioIo::new(stream)).await.expect("a server that speaks HTTP");
    tokio::spawn(driver);
    connection
}
