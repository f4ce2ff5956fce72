//! What a request brings: the id in its path, its query, its JSON body. Each CRM refuses in its own words what it cannot
//! read of them.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
};
use http::request::Parts;
use serde_json::Value;

use super::dialect::{Dialect, Unreadable};
use crate::sandbox::kit::object::Object;

/// The `{id}` of the path.
pub(crate) struct Id(pub(crate) String);

impl<S: Dialect> FromRequestParts<S> for Id {
    type Rejection = S::Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, S::Refusal> {
        let id = Path::from_request_parts(parts, state).await;
        id.map(|Path(id)| Self(id)).map_err(|error| malformed(error.body_text()))
    }
}

/// The parameters of the query, all of them text; none of them twice.
pub(crate) struct Parameters(pub(crate) Object);

impl<S: Dialect> FromRequestParts<S> for Parameters {
    type Rejection = S::Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, S::Refusal> {
        let pairs = Query::<Vec<(String, Value)>>::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|error| malformed(error.body_text()))?;
        let mut query = Object::new();
        for (name, value) in pairs {
            if query.contains_key(&name) {
                return Err(Unreadable::Twice(name).into());
            }
            query.insert(name, value);
        }
        Ok(Self(query))
    }
}

/// The JSON object of the body.
pub(crate) struct Body(pub(crate) Object);

impl<S: Dialect> FromRequest<S> for Body {
    type Rejection = S::Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, S::Refusal> {
        let bytes = Bytes::from_request(request, state).await.map_err(|error| malformed(error.body_text()))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| malformed(error.to_string()))
    }
}

fn malformed<R: From<Unreadable>>(message: String) -> R {
    Unreadable::Malformed(message).into()
}
