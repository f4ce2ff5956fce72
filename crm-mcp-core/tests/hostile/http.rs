//! Requests with odd headers, and bodies that break off or do not arrive.

use std::{
    convert::Infallible,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use crm_mcp_core::{
    Caller, Session,
    transport::http::{HttpOptions, HttpService},
};
use http::{HeaderValue, Request, header};
use http_body::{Body, Frame};
use http_body_util::{BodyExt, Full};
use proptest::{collection, option, prelude::*};
use serde_json::Value;
use tokio::{
    runtime,
    time::{Instant, Interval, interval},
};
use tower::ServiceExt;

use crate::subject::{check_answer, server};

const PING: &str = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;

async fn post<B>(headers: &[(&'static str, HeaderValue)], body: B, options: HttpOptions) -> (u16, Bytes)
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let session = Session::new(Caller::trusted("me"), Arc::new(()));
    let mut request = Request::post("/mcp").header(header::CONTENT_TYPE, "application/json").body(body).unwrap();
    for (name, value) in headers {
        request.headers_mut().append(*name, value.clone());
    }
    let response = HttpService::new(server(), session, options).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    (status, response.into_body().collect().await.unwrap().to_bytes())
}

/// A value that HTTP can carry, which need not be text.
fn value() -> impl Strategy<Value = HeaderValue> {
    prop_oneof![
        collection::vec(any::<u8>(), 0..20)
            .prop_filter_map("no header can carry it", |bytes| HeaderValue::from_bytes(&bytes).ok()),
        "2026-07-28|2025-03-26(, 2025-03-26)?|1999-01-01|ping|=\\?base64\\?[A-Za-z0-9+/=]{0,8}\\?=|,+|\\*/\\*|localhost"
            .prop_map(|text| HeaderValue::try_from(text).unwrap()),
    ]
}

fn headers() -> impl Strategy<Value = Vec<(&'static str, HeaderValue)>> {
    let names = prop::sample::select(&[
        "mcp-protocol-version",
        "mcp-method",
        "mcp-name",
        "mcp-session-id",
        "accept",
        "content-type",
        "content-encoding",
        "origin",
        "host",
        "authorization",
    ]);
    collection::vec((names, value()), 0..6)
}

proptest! {
    // A case that failed belongs into a test of its own, not into a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_headers_have_a_status_and_an_answer(headers in headers(), message in option::of(any::<Vec<u8>>())) {
        let runtime = runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let message = Bytes::from(message.unwrap_or_else(|| PING.into()));
        let (status, answer) = runtime.block_on(post(&headers, Full::new(message.clone()), HttpOptions::default()));
        match status {
            200 => check_answer(&message, Some(&answer)),
            202 => check_answer(&message, None),
            400 | 403 | 406 | 415 => check_answer(b"", Some(&answer)),
            other => prop_assert!(false, "{}", other),
        }
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_refused() {
    struct Broken;

    impl Body for Broken {
        type Data = Bytes;
        type Error = io::Error;

        fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
            Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
        }
    }

    let (status, answer) = post(&[], Broken, HttpOptions::default()).await;
    check_answer(b"", Some(&answer));
    assert_eq!(status, 400);
    assert_eq!(serde_json::from_slice::<Value>(&answer).unwrap()["error"]["message"], "the body ended early");
}

/// A body of which a byte arrives now and then, and never the last.
struct Dripping(Interval);

impl Body for Dripping {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        ready!(self.0.poll_tick(context));
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b" ")))))
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_has_half_a_minute_to_arrive_or_as_long_as_the_server_says() {
    for pace in [Duration::from_millis(700), Duration::from_hours(1)] {
        for (options, seconds) in
            [(HttpOptions::default(), 30), (HttpOptions::default().body_timeout(Duration::from_secs(5)), 5)]
        {
            let start = Instant::now();
            let (status, answer) = post(&[], Dripping(interval(pace)), options).await;
            assert_eq!((status, start.elapsed().as_secs()), (408, seconds));
            check_answer(b"", Some(&answer));
            let message = &serde_json::from_slice::<Value>(&answer).unwrap()["error"]["message"];
            assert_eq!(message, &format!("the body must arrive within {seconds} seconds"));
        }
    }
}
