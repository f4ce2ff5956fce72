//! Connections that nobody can hold: only so many at once, each with so long to send headers and to take answers.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{Router, body::Body, extract::Request, serve::Listener};
use http_body::{Frame, SizeHint};
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulConnection,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tokio_io_timeout::TimeoutStream;

use crate::{
    files,
    places::{Full, InProgress, Place, Places},
    refusals::Refusals,
};

/// How much of a server its clients may take up. What they may send in a body is the router's business.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most connections at once. When there are so many, the one that has been without a request for the longest
    /// time gives way to a new client.
    pub connections: usize,
    /// When there are so many, a connection that has not sent its first request gives way after this time. A new client
    /// for whom no connection gives way is answered with 503 after this time.
    pub crowded: Duration,
    /// A request's headers must arrive within this time of the connection, or of the answer before.
    pub headers: Duration,
    /// A client must take some of its answer within this time.
    pub stall: Duration,
}

impl Default for Limits {
    /// As many connections as [`connections`](crate::connections) says, one second for a crowd, and half a minute for
    /// headers and answers.
    fn default() -> Self {
        Self {
            connections: files::connections(),
            crowded: Duration::from_secs(1),
            headers: Duration::from_secs(30),
            stall: Duration::from_secs(30),
        }
    }
}

/// The most bytes that are kept of a connection's unread input; a request's headers must fit. It is multiplied by the
/// number of connections.
const BUFFER: usize = 16 * 1024;

/// Serves until `stop` is ready, then answers the requests that are running.
///
/// Not by `axum::serve`, which gives hyper no clock: a client that sends nothing would keep its connection for good.
pub(crate) async fn serve(mut listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.headers).max_buf_size(BUFFER);
    let places = Places::new(limits.connections, limits.crowded);
    let mut refusals = Refusals::new(limits.connections);
    let (stopping, stopped) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let (stream, _) = Listener::accept(&mut listener).await;
            (stream, places.take().await)
        };
        let (stream, place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        match place {
            Ok(place) => {
                let connection = connect(&http, stream, router.clone(), Arc::clone(&place), limits.stall);
                tokio::spawn(attend(connection, place, stopped.clone()));
            }
            Err(Full) => refusals.refuse(stream),
        }
    }
    drop((listener, stopped));
    let _ = stopping.send(());
    stopping.closed().await;
}

/// A connection whose requests the router answers, and of whose requests its place knows.
fn connect(
    http: &http1::Builder,
    stream: TcpStream,
    router: Router,
    place: Arc<Place>,
    stall: Duration,
) -> impl GracefulConnection<Error = hyper::Error> + Send + 'static {
    // An answer is one write; waiting for more to send would only delay it.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(stall));
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request: Request<Incoming>| {
        let in_progress = place.begin();
        let answer = router.call(request);
        async move { answer.await.map(|answer| answer.map(|body| Answer { body, _in_progress: in_progress })) }
    });
    http.serve_connection(TokioIo::new(Box::pin(stream)), service)
}

/// Serves a connection until it ends, gives way or is told to stop. How it ends is its client's affair.
async fn attend(connection: impl GracefulConnection, place: Arc<Place>, mut stopped: watch::Receiver<()>) {
    let mut connection = pin!(connection);
    tokio::select! {
        // A request that has arrived comes before a wish for the place.
        biased;
        _ = connection.as_mut() => return,
        () = place.asked() => {}
        _ = stopped.changed() => {}
    }
    // An idle connection ends at once. hyper would wait for the rest of a first request, which may never come.
    connection.as_mut().graceful_shutdown();
    let has_ended = poll_fn(|context| Poll::Ready(connection.as_mut().poll(context).is_ready())).await;
    if !has_ended && place.was_served() {
        place.stays();
        let _ = connection.await;
    }
}

/// The body of an answer, with which its request ends.
struct Answer {
    body: Body,
    _in_progress: InProgress,
}

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
