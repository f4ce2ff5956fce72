//! The JSON object in the body of a request.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use super::reply::Refusal;
use super::validate::Object;

pub(crate) struct Body(pub(crate) Object);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let bytes = Bytes::from_request(request, state).await.map_err(|error| Refusal::Malformed(error.body_text()))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| Refusal::Malformed(error.to_string()))
    }
}
