//! Streamable HTTP, as a [`tower_service::Service`] over `http` types: mount it in axum, hyper or any tower stack.
//!
//! One POST is one message. The answer is JSON, or a stream of events where a tool tells of its progress or a legacy
//! client must be asked something. Nothing is kept between requests, unless [sessions](HttpOptions::sessions) are.
//! Mount it at `/mcp` and at `/mcp/`, since clients do not agree on the slash and must not be redirected.
//! Its clock is tokio's: it runs on a tokio runtime with time enabled.
//!
//! ```
//! use std::sync::Arc;
//! use crm_mcp_core::{Caller, Server, Session, transport::http::{HttpOptions, HttpService}};
//!
//! # fn example(server: Server<()>) {
//! let everybody = Session::new(Caller::trusted("local"), Arc::new(()));
//! let service = HttpService::new(server, everybody, HttpOptions::default());
//! // axum: Router::new().route_service("/mcp", service.clone()).route_service("/mcp/", service)
//! # }
//! ```

mod auth;
mod body;
mod endpoint;
mod headers;
mod options;
mod origin;
mod reading;
mod rejection;
mod response;
mod sessions;
mod stream;

use std::{
    convert::Infallible,
    error::Error,
    fmt,
    sync::Arc,
    task::{Context, Poll},
};

use ::http::{Request, Response};
use http_body::Body;

pub use auth::{AuthenticateWith, Authenticator, Unauthorized, authenticate_with, single_header};
pub use body::ResponseBody;
pub use options::HttpOptions;

use crate::{call::BoxFuture, server::Server};
use endpoint::Endpoint;
use reading::Bodies;
use sessions::Sessions;

/// An MCP endpoint.
pub struct HttpService<C: ?Sized> {
    endpoint: Arc<Endpoint<C>>,
}

impl<C: ?Sized> HttpService<C> {
    /// An endpoint of `server`, open to whom `authenticator` lets in. A [`Session`](crate::Session) is an authenticator that lets
    /// everybody in as the same caller: for loopback, or behind a layer that has checked already.
    ///
    /// A server that is used beside the endpoint as well, for calls in process, is shared: pass an [`Arc`] of it.
    pub fn new(server: impl Into<Arc<Server<C>>>, authenticator: impl Authenticator<C>, options: HttpOptions) -> Self {
        let (server, authenticator) = (server.into(), Box::new(authenticator));
        let sessions = options.sessions.map(|(most, idle)| Sessions::new(most, idle));
        let bodies = Bodies::new(&options);
        Self { endpoint: Arc::new(Endpoint { server, authenticator, bodies, options, sessions }) }
    }

    /// Ends what would not end by itself, as a program does before it stops: the requests and streams of those who
    /// listen, and in [sessions](HttpOptions::sessions) the waiting for a client's answer. Other requests go on.
    pub fn hang_up(&self) {
        self.endpoint.server.dismiss_listeners();
        if let Some(sessions) = &self.endpoint.sessions {
            sessions.hang_up();
        }
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
            let mut response = match endpoint.answer(&parts, body).await {
                Ok(response) => response,
                Err(rejection) => {
                    rejection.log();
                    response::rejected(&rejection, &endpoint.options)
                }
            };
            endpoint.options.origins.share_with(&parts.headers, response.headers_mut());
            Ok(response)
        })
    }
}
