//! The memory that bodies take up together: long ones that do not arrive leave room for short ones.

use std::{
    collections::VecDeque,
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use crm_mcp_core::transport::http::{HttpOptions, HttpService};
use http::{HeaderMap, Request};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tokio::{sync::oneshot, task::JoinHandle};
use tower::ServiceExt;

use crate::{
    anybody,
    common::{Notes, server},
    legacy, soon,
};

const MIB: usize = 1024 * 1024;

/// The longest short body.
const SHORT: usize = 64 * 1024;

/// A body that arrives in these pieces, and then ends or does not.
struct Arriving {
    pieces: VecDeque<Bytes>,
    ends: bool,
    announced: u64,
    /// Is told when all pieces were taken.
    taken: Option<oneshot::Sender<()>>,
}

impl Arriving {
    fn whole(text: impl Into<Bytes>) -> Self {
        Self { pieces: [text.into()].into(), ends: true, announced: 0, taken: None }
    }

    /// Never the last byte of so many.
    fn half(bytes: usize) -> Self {
        Self { ends: false, announced: bytes as u64, ..Self::whole(vec![b' '; bytes - 1]) }
    }
}

impl Body for Arriving {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if let Some(taken) = self.taken.take() {
            let _ = taken.send(());
        }
        if self.ends { Poll::Ready(None) } else { Poll::Pending }
    }

    fn size_hint(&self) -> SizeHint {
        let mut hint = SizeHint::new();
        hint.set_lower(self.announced);
        hint
    }
}

/// An endpoint with four mebibytes for all bodies, of which one may have one: three for long bodies, one for short ones.
fn narrow() -> HttpService<Notes> {
    HttpService::new(server(), anybody(), HttpOptions::default().max_body(MIB).body_memory(4 * MIB))
}

async fn post(service: HttpService<Notes>, body: Arriving) -> (u16, HeaderMap, Value) {
    let request = Request::post("/mcp").header("content-type", "application/json").body(body).unwrap();
    let (parts, body) = service.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (parts.status.as_u16(), parts.headers, serde_json::from_slice(&body).unwrap())
}

/// A request that stays, and whose body was read as far as it comes.
async fn staying(service: &HttpService<Notes>, mut body: Arriving) -> JoinHandle<()> {
    let (taken, is_taken) = oneshot::channel();
    body.taken = Some(taken);
    let service = service.clone();
    let task = tokio::spawn(async move {
        post(service, body).await;
    });
    soon(is_taken).await.unwrap();
    task
}

async fn end(requests: Vec<JoinHandle<()>>) {
    for request in requests {
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
    }
}

/// A message that is filled up to so many bytes.
fn ping(bytes: usize) -> Arriving {
    let ping = legacy(1, "ping", json!({}));
    Arriving::whole(ping.clone() + &" ".repeat(bytes.saturating_sub(ping.len())))
}

#[tokio::test]
async fn long_bodies_that_do_not_arrive_leave_room_for_short_ones() {
    let service = narrow();
    let mut slow = Vec::new();
    for _ in 0..3 {
        slow.push(staying(&service, Arriving::half(MIB)).await);
    }
    for long in [ping(MIB), ping(100_000), Arriving::half(MIB)] {
        let (status, headers, body) = soon(post(service.clone(), long)).await;
        assert_eq!((status, &headers["retry-after"]), (503, &"10".parse().unwrap()), "{body}");
        let expected = "too many long messages arrive at once; send this one again in 10 seconds";
        assert_eq!(body["error"]["message"], expected);
    }
    for short in [0, 1000, 8192, SHORT] {
        assert_eq!(soon(post(service.clone(), ping(short))).await.0, 200, "{short}");
    }
    end(slow).await;
    assert_eq!(soon(post(service, ping(MIB))).await.0, 200, "what has gone leaves its room");
}

#[tokio::test]
async fn short_bodies_that_do_not_arrive_leave_room_for_shorter_ones_and_for_long_ones() {
    let service = narrow();
    let mut slow = Vec::new();
    for _ in 0..18 {
        slow.push(staying(&service, Arriving::half(SHORT)).await);
    }
    assert_eq!(soon(post(service.clone(), ping(SHORT))).await.0, 503);
    for bytes in [0, 8192, MIB] {
        assert_eq!(soon(post(service.clone(), ping(bytes))).await.0, 200, "{bytes}");
    }
    end(slow).await;
    assert_eq!(soon(post(service, ping(SHORT))).await.0, 200);
}

#[tokio::test]
async fn what_counts_is_what_has_arrived_and_not_what_was_announced() {
    let service = narrow();
    let mut announced = Vec::new();
    for _ in 0..100 {
        let body = Arriving { pieces: [Bytes::from_static(b" ")].into(), ..Arriving::half(MIB) };
        announced.push(staying(&service, body).await);
    }
    assert_eq!(soon(post(service, ping(MIB))).await.0, 200);
    end(announced).await;
}

#[tokio::test]
async fn a_message_counts_until_it_is_answered() {
    let service = narrow();
    let call = legacy(1, "tools/call", json!({ "name": "wait" }));
    let mut waiting = Vec::new();
    for _ in 0..3 {
        waiting.push(staying(&service, Arriving::whole(call.clone() + &" ".repeat(MIB - call.len()))).await);
    }
    assert_eq!(soon(post(service.clone(), ping(MIB))).await.0, 503);
    end(waiting).await;
    for _ in 0..10 {
        assert_eq!(soon(post(service.clone(), ping(MIB))).await.0, 200);
    }
}

#[tokio::test]
async fn a_body_in_many_pieces_is_joined_and_counted_as_it_grows() {
    let service = narrow();
    let pieces = |bytes: usize| {
        let text = ping(bytes).pieces.remove(0).unwrap();
        let pieces = text.chunks(100).map(Bytes::copy_from_slice).collect();
        Arriving { pieces, ..Arriving::whole("") }
    };
    for bytes in [0, 150, 8193, SHORT + 1, 300_000, MIB] {
        assert_eq!(soon(post(service.clone(), pieces(bytes))).await.0, 200, "{bytes}");
    }
    assert_eq!(soon(post(service.clone(), pieces(MIB + 1))).await.0, 413);
    let mut slow = Vec::new();
    for _ in 0..3 {
        slow.push(staying(&service, Arriving { ends: false, ..pieces(MIB) }).await);
    }
    assert_eq!(soon(post(service.clone(), pieces(100_000))).await.0, 503);
    assert_eq!(soon(post(service.clone(), pieces(8000))).await.0, 200);
    end(slow).await;
    assert_eq!(soon(post(service, pieces(MIB))).await.0, 200);
}

#[tokio::test]
async fn each_single_body_arrives_however_little_memory_there_is() {
    let options = HttpOptions::default().max_body(MIB).body_memory(1);
    let service = HttpService::new(server(), anybody(), options);
    for bytes in [0, 8193, SHORT, SHORT + 1, MIB] {
        assert_eq!(soon(post(service.clone(), ping(bytes))).await.0, 200, "{bytes}");
    }
}

/// The buffer of a body grows in steps. What counts is the body, so a short one never takes the room of long ones.
#[tokio::test]
async fn a_short_body_in_pieces_arrives_however_much_long_ones_hold() {
    let service = narrow();
    let mut slow = Vec::new();
    for _ in 0..3 {
        slow.push(staying(&service, Arriving::half(MIB)).await);
    }
    for (bytes, piece) in [(60_000, 1000), (60_000, 40_000), (SHORT, 33_000), (SHORT, 100)] {
        let text = ping(bytes).pieces.remove(0).unwrap();
        let pieces = text.chunks(piece).map(Bytes::copy_from_slice).collect();
        let body = Arriving { pieces, ..Arriving::whole("") };
        assert_eq!(soon(post(service.clone(), body)).await.0, 200, "{bytes} bytes in pieces of {piece}");
    }
    end(slow).await;
}

/// A message that was refused for its length or its slowness leaves its room as well.
#[tokio::test(start_paused = true)]
async fn what_was_refused_holds_nothing() {
    let service = narrow();
    for _ in 0..10 {
        let body = Arriving { announced: 0, pieces: vec![Bytes::from(vec![b' '; MIB]); 2].into(), ..ping(0) };
        assert_eq!(post(service.clone(), body).await.0, 413);
        assert_eq!(post(service.clone(), Arriving::half(MIB)).await.0, 408);
    }
    assert_eq!(post(service, ping(MIB)).await.0, 200);
}
