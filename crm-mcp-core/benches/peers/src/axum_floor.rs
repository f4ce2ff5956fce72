//! The floor behind HTTP: an axum router with one route and nothing in between.

use axum::{Router, http::StatusCode, response::IntoResponse, routing::post};
use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::floor;

pub(crate) fn router() -> Router {
    Router::new().route("/mcp", post(answer))
}

async fn answer(message: Bytes) -> impl IntoResponse {
    floor::answer(&message).map(|answer| ([(CONTENT_TYPE, "application/json")], answer)).ok_or(StatusCode::BAD_REQUEST)
}
