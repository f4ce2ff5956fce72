//! Where a request was sent to.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::{Uri, Version, header::HOST, request::Parts, uri::Authority};

/// Where the client reached the sandbox, as links in answers name it: `http://127.0.0.1:8001`.
pub(crate) struct Origin(pub(crate) String);

/// The origin of a request in process: a name that leads to no other machine.
const IN_PROCESS: &str = "http://sandbox.localhost";

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        // HTTP/2 names the host in the URI. A request in process may have any URI: it was not sent there.
        let uri = Some(&parts.uri).filter(|_| parts.version == Version::HTTP_2);
        let host = host.or_else(|| uri?.authority().map(Authority::as_str));
        let scheme = uri.and_then(Uri::scheme_str).unwrap_or("http");
        Ok(Self(host.map_or_else(|| IN_PROCESS.to_owned(), |host| format!("{scheme}://{host}"))))
    }
}
