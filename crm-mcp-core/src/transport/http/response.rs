//! Replies and refusals as HTTP responses: the status table of the protocol (specification 2026-07-28,
//! `basic/transports/streamable-http` and `basic/authorization`).

use http::{HeaderValue, Response, StatusCode, header};

use super::{
    HttpOptions, ResponseBody, Unauthorized,
    rejection::{RETRY_SECONDS, Rejection},
    stream::Events,
};
use crate::{
    server::Reply,
    wire::{Denied, RpcError},
};

/// The response that says why a request was refused.
pub(super) fn rejected(rejection: &Rejection, options: &HttpOptions) -> Response<ResponseBody> {
    let message = match options.remedy(rejection) {
        Some(remedy) => format!("{rejection} with {remedy}"),
        None => rejection.to_string(),
    };
    let reply = Reply::refused(None, RpcError::InvalidRequest(message.into()));
    let mut response = json(rejection.status(), reply.into_body().unwrap_or_default());
    let headers = response.headers_mut();
    let challenge = Challenge { resource_metadata: options.resource_metadata.as_deref(), ..Challenge::default() };
    match rejection {
        Rejection::Method(allowed) => {
            if let Ok(allowed) = HeaderValue::try_from(allowed.join(", ")) {
                headers.insert(header::ALLOW, allowed);
            }
        }
        Rejection::Coding(_) => {
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        Rejection::Unauthorized(Unauthorized::Missing(_)) => challenge.put_into(headers),
        Rejection::Unauthorized(Unauthorized::Invalid(message)) => {
            Challenge { error: Some("invalid_token"), description: Some(message), ..challenge }.put_into(headers);
        }
        _ => {}
    }
    response
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
