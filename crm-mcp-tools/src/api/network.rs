//! The upstream over the network: reqwest with rustls, time limits and a limit on the answer's size.

use std::time::Duration;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use http::{Request, Response};

use super::{Upstream, UpstreamError};

/// Sends requests over the network.
///
/// Clones share one pool of connections. Redirects are answers like any other, and nothing is sent twice.
#[derive(Debug, Clone)]
pub struct Network {
    client: reqwest::Client,
    timeout: Duration,
}

impl Network {
    /// The time for one request, from the connection to the last byte of the answer.
    pub const TIMEOUT: Duration = Duration::from_secs(20);
    /// The largest answer that is read, in bytes.
    pub const MAX_ANSWER: usize = 8 * 1024 * 1024;

    const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

    /// A network with the usual time limits; fails only where TLS cannot be set up.
    pub fn new() -> Result<Self, UpstreamError> {
        Self::with_timeout(Self::TIMEOUT)
    }

    /// A network that gives each request this much time, from the connection to the last byte of the answer.
    pub fn with_timeout(timeout: Duration) -> Result<Self, UpstreamError> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("crm-mcp/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Self::CONNECT_TIMEOUT.min(timeout))
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            // Which requests may be repeated is decided in `retry`, and only there.
            .retry(reqwest::retry::never())
            .build()
            .map_err(|error| UpstreamError::Unreachable(error.into()))?;
        Ok(Self { client, timeout })
    }

    fn failure(&self, error: reqwest::Error) -> UpstreamError {
        // The URL holds ids and search terms, which are nothing for a log.
        let error = error.without_url();
        if error.is_connect() || error.is_builder() {
            UpstreamError::Unreachable(error.into())
        } else if error.is_timeout() {
            UpstreamError::TimedOut(self.timeout)
        } else {
            UpstreamError::Interrupted(error.into())
        }
    }

    async fn read_body(&self, answer: &mut reqwest::Response) -> Result<Bytes, UpstreamError> {
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| self.failure(error))? {
            if body.len() + chunk.len() > Self::MAX_ANSWER {
                return Err(UpstreamError::TooLarge(Self::MAX_ANSWER));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

#[async_trait]
impl Upstream for Network {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let request = reqwest::Request::try_from(request).map_err(|error| self.failure(error))?;
        let mut answer = self.client.execute(request).await.map_err(|error| self.failure(error))?;
        let body = self.read_body(&mut answer).await?;
        let mut response = Response::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}
