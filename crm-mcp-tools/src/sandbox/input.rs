//! What a request brings: the id in its path, its query, its JSON body; refused as the vendor refuses them.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
};
use http::request::Parts;
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
