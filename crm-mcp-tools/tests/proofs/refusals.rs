//! What a model is told where a CRM refuses: a body as it was recorded, over real HTTP, and never a secret.

use std::fmt::Debug;

use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use http::Response;
use serde_json::{Map, Value};

use crate::vendor::Vendor;

/// All that is told of a refusal.
#[derive(Debug)]
pub(crate) struct Told<'a> {
    pub(crate) code: ErrorCode,
    pub(crate) cause: &'a str,
    pub(crate) next: &'a str,
    /// As JSON.
    pub(crate) details: &'a str,
}

/// What is told where a vendor on loopback, at the base URL that the call is given, answers its one request so.
pub(crate) async fn told<T: Debug>(
    refusal: Response<Bytes>,
    call: impl AsyncFnOnce(&str) -> Result<T, ToolError>,
) -> ToolError {
    let shown = format!("{refusal:?}");
    let vendor = Vendor::answering([refusal]);
    let error = call(&vendor.on_loopback().await).await.unwrap_err();
    assert_eq!(vendor.requests().len(), 1, "{shown}");
    error
}

pub(crate) fn assert_told(error: &ToolError, expected: &Told<'_>, of: &str) {
    let details = serde_json::from_str::<Map<_, _>>(expected.details).unwrap();
    let told = (error.code(), error.message(), error.next_step(), error.details());
    assert_eq!(told, (expected.code, expected.cause, Some(expected.next), &details), "{of}");
}

/// Refuses an error that shows a secret, or this piece of it, to anybody.
pub(crate) fn assert_shows_none_of(secrets: &[&str], error: &ToolError) {
    let all = format!("{error} {error:?} {}", serde_json::to_string(error).unwrap());
    assert!(!secrets.iter().any(|secret| all.contains(secret)), "{all}");
}

/// The body with the secret in each of these fields, in plain text and, in JSON, in another spelling. A body that is no
/// JSON object begins with it.
pub(crate) fn planted(
    body: &str,
    secret: &str,
    plants: impl FnOnce(&Map<String, Value>) -> Vec<(&'static str, Value)>,
) -> Vec<String> {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(body) else { return vec![format!("{secret} {body}")] };
    let plants = plants(&fields);
    fields.extend(plants.into_iter().map(|(name, value)| (name.to_owned(), value)));
    let body = Value::Object(fields).to_string();
    let spelled = format!(r"\u{:04x}{}", u32::from(secret.chars().next().unwrap()), &secret[1..]);
    vec![body.replace(secret, &spelled), body]
}
