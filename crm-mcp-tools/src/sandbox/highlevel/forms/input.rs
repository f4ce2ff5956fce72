//! What a request brings: the id in its path, its query, its JSON body, refused as the vendor refuses them; and where
//! it was sent to.

use std::convert::Infallible;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
};
use http::{Uri, Version, header::HOST, request::Parts, uri::Authority};
use serde_json::Value;

use super::{reply::Refusal, validate::Object};

/// The `{id}` of the path.
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let id = Path::from_request_parts(parts, state).await;
        id.map(|Path(id)| Self(id)).map_err(|error| Refusal::Malformed(error.body_text()))
    }
}

/// The parameters of the query, all of them text; none of them twice.
pub(crate) struct Parameters(pub(crate) Object);

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let pairs = Query::<Vec<(String, Value)>>::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|error| Refusal::Malformed(error.body_text()))?;
        let mut query = Object::new();
        for (name, value) in pairs {
            if query.contains_key(&name) {
                return Err(Refusal::Invalid(vec![format!("{name} must not be given twice")]));
            }
            query.insert(name, value);
        }
        Ok(Self(query))
    }
}

/// The JSON object of the body.
pub(crate) struct Body(pub(crate) Object);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let bytes = Bytes::from_request(request, state).await.map_err(|error| Refusal::Malformed(error.body_text()))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| Refusal::Malformed(error.to_string()))
    }
}

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
