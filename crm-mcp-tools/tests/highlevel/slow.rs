//! A vendor that takes its time, under a paused clock.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::{Request, Response};
use tokio::time::sleep;

use crate::support::{answer, location};

/// The seconds that an answer takes, and the answer.
type Timed = (f32, Response<Bytes>);

/// A vendor that gives each answer after so many seconds, and after those none at all.
#[derive(Clone, Default)]
pub(crate) struct Slow {
    answers: Arc<Mutex<VecDeque<Timed>>>,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Slow {
    pub(crate) fn answering(answers: impl IntoIterator<Item = Timed>) -> Self {
        Self { answers: Arc::new(Mutex::new(answers.into_iter().collect())), ..Self::default() }
    }

    pub(crate) fn location(&self) -> HighLevel {
        location(&Client::over(self.clone()))
    }

    /// The requests, each as its method and path.
    pub(crate) fn saw(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }
}

#[async_trait]
impl Upstream for Slow {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        self.sent.lock().unwrap().push(format!("{} {}", request.method(), request.uri().path()));
        let next = self.answers.lock().unwrap().pop_front();
        let Some((seconds, answer)) = next else { return std::future::pending().await };
        sleep(Duration::from_secs_f32(seconds)).await;
        Ok(answer)
    }
}

/// A refusal that may pass, after which HighLevel wants this many seconds of rest.
pub(crate) fn failing(retry_after: u32) -> Response<Bytes> {
    let mut failing = answer(503, "");
    failing.headers_mut().insert("retry-after", retry_after.into());
    failing
}
