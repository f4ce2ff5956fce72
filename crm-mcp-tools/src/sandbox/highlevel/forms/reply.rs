//! Answers: the vendor's success envelope, and its many error bodies.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::{Value, json};

use crate::sandbox::kit::{door::dialect::Unreadable, random::Random};

/// A successful answer, with the `traceId` that the vendor adds to many.
pub(crate) fn traced(status: StatusCode, mut body: Value) -> Response {
    body["traceId"] = trace_id().into();
    (status, Json(body)).into_response()
}

fn trace_id() -> String {
    static ANSWERED: AtomicU64 = AtomicU64::new(0);
    Random::new(ANSWERED.fetch_add(1, Ordering::Relaxed)).uuid()
}

/// Everything the sandbox refuses, each with the status and body the vendor gives it.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The credential, its scopes or the `Version` header.
    Unauthorized(&'static str),
    /// The token is of another location, or the request names none.
    WrongLocation,
    /// A record of this sort, with this id.
    NotFound(&'static str, String),
    /// A message that cannot be sent to its contact, now or later.
    Unsendable(String),
    /// A message to somebody who wants none, by the channel's name.
    Unsubscribed(&'static str),
    Duplicate {
        contact_id: String,
        contact_name: String,
        matching_field: &'static str,
    },
    OrderNotFound,
    /// A second opportunity of a contact in one pipeline.
    DuplicateOpportunity {
        existing_id: String,
    },
    /// A contact that says nothing but its location.
    EmptyContact,
    /// A body that is not a JSON object, or a path or query that is not text.
    Malformed(String),
    /// A search that a cursor could answer and a page number cannot.
    PageTooDeep,
    /// A search that would have worked a moment later.
    SearchFailed,
    /// Properties that are undeclared, missing or wrong: one message each.
    Invalid(Vec<String>),
    NoRoute(String),
    TooManyRequests,
    Storage(sqlx::Error),
}

impl From<Unreadable> for Refusal {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Malformed(message) => Self::Malformed(message),
            Unreadable::Twice(name) => Self::Invalid(vec![format!("{name} must not be given twice")]),
        }
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Storage(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status(), Json(self.body())).into_response()
    }
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::WrongLocation => StatusCode::FORBIDDEN,
            Self::NoRoute(_) => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Storage(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    fn body(self) -> Value {
        match self {
            Self::Unauthorized(message) => json!({ "statusCode": 401, "message": message }),
            Self::WrongLocation => {
                json!({ "statusCode": 403, "message": "The token does not have access to this location." })
            }
            Self::NotFound(sort, id) => bad_request(&format!("{sort} not found for id:{id}")),
            Self::Unsubscribed(channel) => unsubscribed(channel),
            Self::Duplicate { contact_id, contact_name, matching_field } => json!({
                "statusCode": 400,
                "message": "This location does not allow duplicated contacts.",
                "meta": { "contactId": contact_id, "contactName": contact_name, "matchingField": matching_field },
            }),
            Self::OrderNotFound => bad_request("Order not found"),
            Self::DuplicateOpportunity { existing_id } => duplicate_opportunity(&existing_id),
            // The vendor's own contradiction: the status says 400, the body 422.
            Self::EmptyContact => {
                unprocessable(&["a contact needs at least one property beside locationId".to_owned()])
            }
            Self::Malformed(message) | Self::Unsendable(message) => bad_request(&message),
            Self::PageTooDeep => bad_request("page reaches only the first 10000 contacts, use searchAfter to go on"),
            Self::SearchFailed => search_failed(),
            Self::Invalid(messages) => unprocessable(&messages),
            Self::NoRoute(message) => json!({ "message": message, "error": "Not Found", "statusCode": 404 }),
            Self::TooManyRequests => json!({ "statusCode": 429, "message": "Too Many Requests" }),
            Self::Storage(error) => {
                tracing::error!(%error, "the sandbox's database failed");
                json!({ "statusCode": 500, "message": "Internal server error" })
            }
        }
    }
}

fn unsubscribed(channel: &str) -> Value {
    let mut body = bad_request(&format!("Cannot send message as the contact has unsubscribed from {channel}."));
    body["canonicalCode"] = "CONVERSATIONS_MSG_UNSUBSCRIBED".into();
    body
}

fn duplicate_opportunity(existing_id: &str) -> Value {
    let mut body = bad_request("Can not create duplicate opportunity for the contact.");
    body["code"] = "OPPORTUNITY_NO_DUPLICATE".into();
    body["meta"] = json!({ "existingId": existing_id });
    body["traceId"] = trace_id().into();
    body
}

fn search_failed() -> Value {
    let message = "Error occurred while searching for contact";
    json!({ "status": 400, "message": message, "name": "HttpException", "traceId": trace_id() })
}

fn bad_request(message: &str) -> Value {
    json!({ "message": message, "error": "Bad Request", "statusCode": 400 })
}

fn unprocessable(messages: &[String]) -> Value {
    json!({ "statusCode": 422, "message": messages, "error": "Unprocessable Entity", "traceId": trace_id() })
}
