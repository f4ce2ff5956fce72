//! Replies and refusals as HTTP responses: the status table of the protocol (specification 2026-07-28,
//! `basic/transports/streamable-http` and `basic/authorization`).

use std::time::Duration;

use http::{HeaderValue, Response, StatusCode, header};

use super::{HttpOptions, ResponseBody, Unauthorized, stream::Events};
use crate::{
    server::Reply,
    tools::log,
    wire::{Denied, RpcError},
};

/// A client that cannot be served now should wait for so long before it tries again.
const RETRY_SECONDS: u16 = 10;

/// Why a request was refused before its message was read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("pages of this origin may not use the server; its operator can allow the origin")]
    Origin,
    #[error("the server does not go by this host name; its operator can allow the name")]
    Host,
    #[error("messages are sent by POST; {}", if .0.len() == 1 { "there is no stream to GET and no session to DELETE" } else { "`Allow` names what else there is" })]
    Method(&'static [&'static str]),
    #[error("the server keeps sessions: send the `Mcp-Session-Id` that came with the answer to `initialize`")]
    NoSession,
    #[error("there is no such session, or not any more; begin with `initialize`")]
    UnknownSession,
    #[error("the stream of this session is open already")]
    SecondStream,
    #[error("the body must be `Content-Type: application/json`")]
    ContentType,
    #[error("the body has the coding `{0}`; send it without `Content-Encoding`")]
    Coding(String),
    #[error("the answer is application/json or text/event-stream; name both in `Accept`")]
    Accept,
    #[error("a message may have at most {0} bytes")]
    TooLarge(usize),
    #[error("the body must arrive within {} seconds", .0.as_secs_f32())]
    TooSlow(Duration),
    #[error("the body ended early")]
    Incomplete,
    #[error("too many long messages arrive at once; send this one again in {RETRY_SECONDS} seconds")]
    Crowded,
    #[error(
        "all sessions are taken; begin again in {RETRY_SECONDS} seconds, or speak revision 2026-07-28, which needs none"
    )]
    NoPlace,
    #[error("too many streams are open; end one of them, or open this one again in {RETRY_SECONDS} seconds")]
    TooManyStreams,
    #[error(transparent)]
    Unauthorized(#[from] Unauthorized),
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Origin | Self::Host => StatusCode::FORBIDDEN,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::UnknownSession => StatusCode::NOT_FOUND,
            Self::SecondStream => StatusCode::CONFLICT,
            Self::ContentType | Self::Coding(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Accept => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
            Self::NoSession | Self::Incomplete | Self::Unauthorized(Unauthorized::Malformed(_)) => {
                StatusCode::BAD_REQUEST
            }
            Self::Unauthorized(Unauthorized::Missing(_) | Unauthorized::Invalid(_)) => StatusCode::UNAUTHORIZED,
            Self::Unauthorized(Unauthorized::Unavailable(_)) | Self::Crowded | Self::NoPlace | Self::TooManyStreams => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }

    /// Warns of it, except of a method that there is not: clients try that to learn what there is.
    pub(super) fn log(&self) {
        if !matches!(self, Self::Method(_)) {
            tracing::warn!(target: log::TARGET, status = self.status().as_u16(), "refused: {self}");
        }
    }

    pub(super) fn into_response(self, options: &HttpOptions) -> Response<ResponseBody> {
        let message = match options.remedy(&self) {
            Some(remedy) => format!("{self} with {remedy}"),
            None => self.to_string(),
        };
        let reply = Reply::refused(None, RpcError::InvalidRequest(message.into()));
        let mut response = json(self.status(), reply.into_body().unwrap_or_default());
        let headers = response.headers_mut();
        let challenge = Challenge { resource_metadata: options.resource_metadata.as_deref(), ..Challenge::default() };
        match &self {
            Self::Method(allowed) => {
                if let Ok(allowed) = HeaderValue::try_from(allowed.join(", ")) {
                    headers.insert(header::ALLOW, allowed);
                }
            }
            Self::Coding(_) => {
                headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
            }
            Self::Unauthorized(Unauthorized::Missing(_)) => challenge.put_into(headers),
            Self::Unauthorized(Unauthorized::Invalid(message)) => {
                Challenge { error: Some("invalid_token"), description: Some(message), ..challenge }.put_into(headers);
            }
            _ => {}
        }
        response
    }
}

/// The response that a reply becomes.
pub(super) fn from_reply(reply: Reply, resource_metadata: Option<&str>) -> Response<ResponseBody> {
    let (status, body) = match reply {
        Reply::Nothing => {
            let mut response = Response::new(ResponseBody::default());
            *response.status_mut() = StatusCode::ACCEPTED;
            return response;
        }
        Reply::Message(body) | Reply::Initialized { body, .. } => (StatusCode::OK, body),
        Reply::Refused { body, error: RpcError::Denied(denied) } => return denial(body, &denied, resource_metadata),
        Reply::Refused { body, error: RpcError::MethodNotFound(_) } => (StatusCode::NOT_FOUND, body),
        Reply::Refused { body, error: RpcError::Busy } => (StatusCode::SERVICE_UNAVAILABLE, body),
        Reply::Refused { body, .. } => (StatusCode::BAD_REQUEST, body),
    };
    json(status, body)
}

/// The response of what was done and has nothing to say.
pub(super) fn nothing() -> Response<ResponseBody> {
    let mut response = Response::new(ResponseBody::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// The response that a stream becomes.
pub(super) fn stream(events: Events) -> Response<ResponseBody> {
    let mut response = Response::new(ResponseBody::from(events));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // nginx would hold events back until it has a bufferful.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// All that the call needs, in one challenge: clients ask for it once and try again.
fn denial(body: Vec<u8>, denied: &Denied, resource_metadata: Option<&str>) -> Response<ResponseBody> {
    let mut response = json(StatusCode::FORBIDDEN, body);
    let (scope, description) = (denied.scopes().join(" "), denied.to_string());
    let challenge = Challenge {
        error: Some("insufficient_scope"),
        scope: Some(&scope),
        resource_metadata,
        description: Some(&description),
    };
    challenge.put_into(response.headers_mut());
    response
}

fn json(status: StatusCode, body: Vec<u8>) -> Response<ResponseBody> {
    let mut response = Response::new(ResponseBody::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, RETRY_SECONDS.into());
    }
    response
}

/// A `WWW-Authenticate` challenge (RFC 6750, RFC 9728).
#[derive(Default)]
struct Challenge<'a> {
    error: Option<&'a str>,
    scope: Option<&'a str>,
    resource_metadata: Option<&'a str>,
    description: Option<&'a str>,
}

impl Challenge<'_> {
    fn put_into(&self, headers: &mut http::HeaderMap) {
        let parameters = [
            ("error", self.error),
            ("scope", self.scope),
            ("resource_metadata", self.resource_metadata),
            ("error_description", self.description),
        ];
        let stated = parameters.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let stated: Vec<_> = stated.map(|(name, value)| format!("{name}=\"{}\"", quotable(value))).collect();
        let challenge =
            if stated.is_empty() { "Bearer realm=\"mcp\"".to_owned() } else { format!("Bearer {}", stated.join(", ")) };
        if let Ok(value) = HeaderValue::try_from(challenge) {
            headers.insert(header::WWW_AUTHENTICATE, value);
        }
    }
}

/// The characters that RFC 6750 allows in these values; others give way to an apostrophe.
fn quotable(value: &str) -> String {
    value
        .chars()
        .map(|character| if matches!(character, ' '..='!' | '#'..='[' | ']'..='~') { character } else { '\'' })
        .collect()
}
