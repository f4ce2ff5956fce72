//! The method that a request means.

use http::{HeaderMap, Method};

/// The method that is meant: a query that is too long for a path is sent as the body of a `POST`.
pub(crate) fn of(method: &Method, headers: &HeaderMap) -> Method {
    let meant = headers.get("x-http-method-override").and_then(|name| name.to_str().ok());
    match meant {
        Some(name) if method == Method::POST && name.eq_ignore_ascii_case("get") => Method::GET,
        _ => method.clone(),
    }
}
