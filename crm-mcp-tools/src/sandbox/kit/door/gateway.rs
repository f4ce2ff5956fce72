//! What can happen to a request and its answer on the way: the quirks of the network in front of the API.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use http::{StatusCode, header::CONTENT_LENGTH};
use http_body::Frame;

use super::{dialect::Dialect, quirks::Quirks};

const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad \
    Gateway</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n";

/// Lets a request through to the API and its answer back, unless the CRM has a quirk that is in the way.
pub(crate) async fn pass<D: Dialect>(State(quirks): State<Quirks<D::Quirk>>, request: Request, next: Next) -> Response {
    if quirks.count().is_multiple_of(10) && quirks.has(D::HTML_ERRORS) {
        return (StatusCode::BAD_GATEWAY, Html(BAD_GATEWAY)).into_response();
    }
    let writes = D::is_write(&request);
    let response = next.run(request).await;
    if writes && response.status().is_success() && quirks.strikes(D::LOST_ANSWER) {
        return cut_off(response);
    }
    response
}

fn cut_off(mut response: Response) -> Response {
    response.headers_mut().remove(CONTENT_LENGTH);
    response.map(|_| Body::new(Lost))
}

/// The body of an answer whose connection ends before it.
struct Lost;

impl http_body::Body for Lost {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
    }
}
