//! Connections that nobody can hold: only so many at once, each with so long to send headers and to take answers.

use std::{mem, pin::pin, sync::Arc, time::Duration};

use axum::{Router, serve::Listener};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_io_timeout::TimeoutStream;

/// How much of a server its clients may take up. What they may send in a body is the router's business.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// So many connections at once; further clients wait until one has ended.
    pub connections: usize,
    /// A request's headers must arrive within this time of the connection, or of the answer before.
    pub headers: Duration,
    /// A client must take some of its answer within this time.
    pub stall: Duration,
}

impl Default for Limits {
    /// Half of the files that a process on Linux may have open, and half a minute.
    fn default() -> Self {
        Self { connections: 512, headers: Duration::from_secs(30), stall: Duration::from_secs(30) }
    }
}

/// Serves until `stop` is ready, then answers the requests that are running.
///
/// Not by `axum::serve`, which gives hyper no clock: a client that sends nothing would keep its connection for good.
pub(crate) async fn serve(mut listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.headers);
    let places = Arc::new(Semaphore::new(limits.connections));
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    let mut warned = false;
    loop {
        if places.available_permits() == 0 && !mem::replace(&mut warned, true) {
            let most = limits.connections;
            tracing::warn!("all {most} connections are taken; further clients wait until one ends (said once)");
        }
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, Listener::accept(&mut listener).await)
        };
        let (place, (stream, _)) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        // An answer is one write; waiting for more to send would only delay it.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.stall));
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        tokio::spawn(async move {
            // How a connection ends is its client's affair.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    connections.shutdown().await;
}
