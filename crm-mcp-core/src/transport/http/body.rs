//! The body of an answer.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::Full;

use super::stream::Events;

/// The body of an answer: JSON, a stream of events, or nothing.
#[derive(Debug)]
pub struct ResponseBody(BodyForm);

#[derive(Debug)]
enum BodyForm {
    Whole(Full<Bytes>),
    Stream(Box<Events>),
}

impl Default for ResponseBody {
    fn default() -> Self {
        Self(BodyForm::Whole(Full::default()))
    }
}

impl From<Vec<u8>> for ResponseBody {
    fn from(json: Vec<u8>) -> Self {
        Self(BodyForm::Whole(Full::new(json.into())))
    }
}

impl From<Events> for ResponseBody {
    fn from(events: Events) -> Self {
        Self(BodyForm::Stream(Box::new(events)))
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match &mut self.0 {
            BodyForm::Whole(body) => Pin::new(body).poll_frame(context),
            BodyForm::Stream(events) => {
                events.poll_next(context).map(|event| event.map(|event| Ok(Frame::data(event))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            BodyForm::Whole(body) => body.is_end_stream(),
            BodyForm::Stream(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            BodyForm::Whole(body) => body.size_hint(),
            BodyForm::Stream(_) => SizeHint::default(),
        }
    }
}
