//! Why a request is refused before its message is read.

use std::time::Duration;

use http::StatusCode;

use super::auth::Unauthorized;
use crate::tools::log;

/// A client that cannot be served now should wait for so long before it tries again.
pub(super) const RETRY_SECONDS: u16 = 10;

/// Why a request was refused before its message was read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Rejection {
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

impl Rejection {
    pub(super) fn status(&self) -> StatusCode {
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
}
