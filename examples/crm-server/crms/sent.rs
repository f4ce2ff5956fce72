//! What credentials are read from: headers and variables.

use std::env::{self, VarError};

use crm_mcp_core::transport::http::Unauthorized;

/// The token of a header `Authorization`.
pub(super) fn bearer(authorization: &str) -> Result<&str, Unauthorized> {
    match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(Unauthorized::Malformed("`Authorization` is `Bearer <token>`".into())),
    }
}

/// A variable that is set, to something.
pub(super) fn variable(name: &str) -> Result<Option<String>, String> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(format!("{name} is set to something that is not UTF-8")),
    }
}
