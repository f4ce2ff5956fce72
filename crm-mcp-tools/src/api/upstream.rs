//! What answers requests: the one trait between the tools and a network, or a test, or the sandbox.

use std::{error::Error, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};

/// What answers requests: a vendor over the network, or a CRM in this process.
#[async_trait]
pub trait Upstream: Send + Sync + 'static {
    /// Sends one request with an absolute URI, at most once, and reads the whole answer.
    ///
    /// Any HTTP status is an answer. An implementation follows no redirects, since a request carries a credential.
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError>;
}

/// Why a request got no complete answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpstreamError {
    /// There was no connection, so nothing was sent.
    #[error("no connection could be made")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
    /// The exchange broke off. The request may have been carried out.
    #[error("the connection broke before the answer was complete")]
    Interrupted(#[source] Box<dyn Error + Send + Sync>),
    /// There was no complete answer in time. The request may have been carried out.
    #[error("there was no complete answer within {} seconds", .0.as_secs_f32())]
    TimedOut(Duration),
    /// The answer is too large to be read. The request was probably carried out.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}

impl UpstreamError {
    /// Whether the request may have reached the CRM, and a write may have been carried out.
    pub fn may_have_arrived(&self) -> bool {
        !matches!(self, Self::Unreachable(_))
    }
}
