//! What an endpoint accepts, and what it keeps.

use std::{num::NonZeroUsize, time::Duration};

use super::{origin::Origins, rejection::Rejection};

/// What an endpoint accepts.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    pub(super) origins: Origins,
    /// With what an operator allows an origin, and with what a host name.
    allowed_with: Option<[&'static str; 2]>,
    pub(super) max_body: usize,
    pub(super) body_timeout: Duration,
    pub(super) body_memory: usize,
    pub(super) resource_metadata: Option<String>,
    pub(super) tolerate_legacy_version_header: bool,
    pub(super) sessions: Option<(usize, Duration)>,
}

impl Default for HttpOptions {
    /// Pages and host names of this machine only, bodies of up to 4 MiB that arrive within 30 seconds, and 64 MiB for all
    /// bodies together.
    fn default() -> Self {
        Self {
            origins: Origins::default(),
            allowed_with: None,
            max_body: 4 * 1024 * 1024,
            body_timeout: Duration::from_secs(30),
            body_memory: 64 * 1024 * 1024,
            resource_metadata: None,
            tolerate_legacy_version_header: false,
            sessions: None,
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

    /// Refuses browser pages of this machine (`http://localhost:3000`), which are accepted by default. For a server on a
    /// public address, whose users may run pages of their own that should not reach it.
    #[must_use]
    pub fn refuse_local_pages(mut self) -> Self {
        self.origins.refuse_local_pages();
        self
    }

    /// Accepts requests to this host name too: `crm.example.com`, on any port. Needed behind a public name; names
    /// are checked because a foreign name that leads here is how web pages reach servers of a private network.
    #[must_use]
    pub fn allow_host(mut self, host: impl AsRef<str>) -> Self {
        self.origins.allow_host(host.as_ref());
        self
    }

    /// Tells those who are refused for their origin or host name with what the operator allows it, such as
    /// `("--allow-origin", "--allow-host")`, the flags of the program.
    #[must_use]
    pub fn allowed_with(self, origin: &'static str, host: &'static str) -> Self {
        Self { allowed_with: Some([origin, host]), ..self }
    }

    /// With what an operator allows what was refused.
    pub(super) fn remedy(&self, refusal: &Rejection) -> Option<&'static str> {
        let [origin, host] = self.allowed_with?;
        match refusal {
            Rejection::Origin => Some(origin),
            Rejection::Host => Some(host),
            _ => None,
        }
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

    /// Bounds the memory of all bodies that are arriving or being answered to this many bytes. A body that finds no room
    /// is refused with 503 and `Retry-After`. The first 8 KiB of each body do not count, so short messages are always read,
    /// and a quarter of the memory is for bodies of up to 64 KiB.
    ///
    /// Without this bound each connection could hold [`max_body`](Self::max_body) bytes for the whole of
    /// [`body_timeout`](Self::body_timeout).
    #[must_use]
    pub fn body_memory(self, bytes: usize) -> Self {
        Self { body_memory: bytes, ..self }
    }

    /// Keeps sessions for clients of the legacy revisions: at most so many, each until it is idle for so long.
    ///
    /// When all places are taken, a new session is refused with 503 and `Retry-After`, unless there is one that was not
    /// used since its handshake 10 seconds ago or earlier. One caller (by [identity](crate::Caller::identity)) may have a
    /// quarter of the places, but at least 8; beyond that its own session that was not used for longest gives way.
    ///
    /// Only in a session can a legacy client be asked something, be told of changes, or cancel a request. Without, which
    /// is the default, nothing is kept between requests, and any instance of a server can answer any of them.
    #[must_use]
    pub fn sessions(self, most: NonZeroUsize, idle: Duration) -> Self {
        Self { sessions: Some((most.get(), idle)), ..self }
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
