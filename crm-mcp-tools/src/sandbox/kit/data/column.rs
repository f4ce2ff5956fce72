//! Columns that hold JSON.

use serde::{Serialize, de::DeserializeOwned};

/// What is kept in the column.
pub(crate) fn to_text(document: &impl Serialize) -> sqlx::Result<String> {
    serde_json::to_string(document).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// What was kept in it.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}
