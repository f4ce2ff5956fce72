//! The upstream in this process: an axum router, called without a socket.

use async_trait::async_trait;
use axum::{Router, body::Body};
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::{Upstream, UpstreamError};

/// Gives requests to a router in this process, such as that of the sandbox.
#[derive(Debug, Clone)]
pub struct InProcess {
    router: Router,
}

impl InProcess {
    /// Requests go to this router; of their URI it sees the path and the query.
    pub fn new(router: Router) -> Self {
        Self { router }
    }
}

#[async_trait]
impl Upstream for InProcess {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let answered = self.router.clone().oneshot(request.map(Body::from)).await;
        let (parts, body) = answered.unwrap_or_else(|never| match never {}).into_parts();
        let body = body.collect().await.map_err(|error| UpstreamError::Interrupted(error.into()))?;
        Ok(Response::from_parts(parts, body.to_bytes()))
    }
}
