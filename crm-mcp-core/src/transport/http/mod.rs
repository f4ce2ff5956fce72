//! Streamable HTTP, as a [`tower_service::Service`] over `http` types: mount it in axum, hyper or any tower stack.
//!
//! One POST is one message. The answer is JSON, or a stream of events where a tool tells of its progress or a legacy
//! client must be asked something. Nothing is kept between requests: no session, no task.
//! Mount it at `/mcp` and at `/mcp/`, since clients do not agree on the slash and must not be redirected.
//! Its clock is tokio's: it runs on a tokio runtime with time enabled.
//!
//! ```
//! use std::sync::Arc;
//! use crm_mcp_core::{Caller, Server, Session, transport::http::{HttpOptions, HttpService}};
//!
//! # fn example(server: Server<()>) {
//! let everybody = Session { caller: Caller::trusted("local"), context: Arc::new(()) };
//! let service = HttpService::new(server, everybody, HttpOptions::default());
//! // axum: Router::new().route_service("/mcp", service.clone()).route_service("/mcp/", service)
//! # }
//! ```

mod answer;
mod auth;
mod body;
mod headers;
mod origin;
mod stream;

use std::{
    convert::Infallible,
    error::Error,
    fmt,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use ::http::{Method, Request, Response, request::Parts};
use bytes::Bytes;
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

pub use auth::{Authenticator, Unauthorized};
pub use body::ResponseBody;

use crate::{BoxFuture, Outlet, Peer, Server, Session};
use answer::Refusal;
use origin::Origins;
use stream::{Events, Progress, Work};

/// An MCP endpoint.
pub struct HttpService<C: ?Sized> {
    endpoint: Arc<Endpoint<C>>,
}

struct Endpoint<C: ?Sized> {
    server: Arc<Server<C>>,
    authenticator: Box<dyn Authenticator<C>>,
    options: HttpOptions,
}

/// What an endpoint accepts.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    origins: Origins,
    max_body: usize,
    body_timeout: Duration,
    resource_metadata: Option<String>,
    tolerate_legacy_version_header: bool,
}

impl Default for HttpOptions {
    /// Pages and host names of this machine only, bodies of up to 4 MiB that arrive within 30 seconds.
    fn default() -> Self {
        Self {
            origins: Origins::default(),
            max_body: 4 * 1024 * 1024,
            body_timeout: Duration::from_secs(30),
            resource_metadata: None,
            tolerate_legacy_version_header: false,
        }
    }
}

impl HttpOptions {
    /// Accepts browser pages of this origin too: `https://app.example.com`. They may read the answers (CORS).
    #[must_use]
    pub fn allow_origin(mut self, origin: impl AsRef<str>) -> Self {
        self.origins.allow_origin(origin.as_ref());
        self
    }

    /// Accepts requests to this host name too: `crm.example.com`, on any port. Needed behind a public name; names
    /// are checked because a foreign name that leads here is how web pages reach servers of a private network.
    #[must_use]
    pub fn allow_host(mut self, host: impl AsRef<str>) -> Self {
        self.origins.allow_host(host.as_ref());
        self
    }

    /// Refuses bodies of more than this many bytes.
    #[must_use]
    pub fn max_body(self, bytes: usize) -> Self {
        Self { max_body: bytes, ..self }
    }

    /// Refuses bodies that have not arrived in full after this time. What comes before a body, a connection and its
    /// headers, is bounded by the program that accepts connections.
    #[must_use]
    pub fn body_timeout(self, time: Duration) -> Self {
        Self { body_timeout: time, ..self }
    }

    /// Names the protected-resource metadata (RFC 9728) in challenges, for clients that obtain tokens themselves.
    #[must_use]
    pub fn resource_metadata(self, url: impl Into<String>) -> Self {
        Self { resource_metadata: Some(url.into()), ..self }
    }

    /// Whether the header `MCP-Protocol-Version` may name a legacy revision on a message that claims a stateless one;
    /// the message decides then. The specification has such a message refused, as every other contradiction still is.
    ///
    /// For clients that keep sending the header of an earlier handshake: claude.ai's connectors did in 2026. Leave it
    /// off where a gateway trusts the header, since it could route or filter by another revision than is served.
    #[must_use]
    pub fn tolerate_legacy_version_header(self, tolerate: bool) -> Self {
        Self { tolerate_legacy_version_header: tolerate, ..self }
    }
}

impl<C: ?Sized> HttpService<C> {
    /// An endpoint of `server`, open to whom `authenticator` lets in. A [`Session`] is an authenticator that lets
    /// everybody in as the same caller: for loopback, or behind a layer that has checked already.
    ///
    /// A server that is used beside the endpoint as well, for calls in process, is shared: pass an [`Arc`] of it.
    pub fn new(server: impl Into<Arc<Server<C>>>, authenticator: impl Authenticator<C>, options: HttpOptions) -> Self {
        let (server, authenticator) = (server.into(), Box::new(authenticator));
        Self { endpoint: Arc::new(Endpoint { server, authenticator, options }) }
    }
}

impl<C: ?Sized> fmt::Debug for HttpService<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut service = formatter.debug_struct("HttpService");
        service.field("server", &self.endpoint.server).field("options", &self.endpoint.options).finish_non_exhaustive()
    }
}

impl<C: ?Sized> Clone for HttpService<C> {
    fn clone(&self) -> Self {
        Self { endpoint: Arc::clone(&self.endpoint) }
    }
}

impl<C, B> tower_service::Service<Request<B>> for HttpService<C>
where
    C: ?Sized + Send + Sync + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Response = Response<ResponseBody>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let endpoint = Arc::clone(&self.endpoint);
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let parts = Arc::new(parts);
            let mut response = match Arc::clone(&endpoint).answer(&parts, body).await {
                Ok(response) => response,
                Err(refusal) => refusal.into_response(endpoint.options.resource_metadata.as_deref()),
            };
            endpoint.options.origins.share_with(&parts.headers, response.headers_mut());
            Ok(response)
        })
    }
}

impl<C: ?Sized + Send + Sync + 'static> Endpoint<C> {
    async fn answer<B>(self: Arc<Self>, parts: &Arc<Parts>, body: B) -> Result<Response<ResponseBody>, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        self.options.origins.check(parts)?;
        match parts.method {
            Method::POST => {}
            Method::OPTIONS => return Ok(origin::preflight(&parts.headers)),
            _ => return Err(Refusal::Method),
        }
        let streams = headers::check_content(&parts.headers)?;
        let session = self.authenticator.authenticate(parts).await?;
        let message = self.read(body).await?;
        let mut work = self.work(Arc::clone(parts), session, message, streams);
        Ok(match work.next().await {
            Progress::Done(reply) => answer::from_reply(reply, self.options.resource_metadata.as_deref()),
            Progress::Message(first) => answer::stream(Events::of(work, Some(first))),
        })
    }

    /// The handling of a message, with a way back to the client if that reads streams.
    fn work(self: &Arc<Self>, parts: Arc<Parts>, session: Session<C>, message: Bytes, streams: bool) -> Work {
        let endpoint = Arc::clone(self);
        let (outlet, outgoing) = Outlet::new();
        let peer = Peer { outlet: streams.then_some(outlet), connection: None };
        let reply = async move {
            let framing = headers::framing(&parts.headers, endpoint.options.tolerate_legacy_version_header);
            endpoint.server.handle(&message, &framing, &peer, &session.caller, &session.context).await
        };
        Work::new(reply, outgoing)
    }

    async fn read<B>(&self, body: B) -> Result<Bytes, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let HttpOptions { max_body, body_timeout, .. } = self.options;
        let body = timeout(body_timeout, Limited::new(body, max_body).collect());
        match body.await.map_err(|_| Refusal::TooSlow(body_timeout))? {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge(max_body)),
            Err(_) => Err(Refusal::Incomplete),
        }
    }
}
