//! What is read of a resource.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;

/// What a resource holds: text, or bytes in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ResourceData(Data);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Data {
    Text(Cow<'static, str>),
    Blob(String),
}

impl ResourceData {
    /// Text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self(Data::Text(text.into()))
    }

    /// Bytes.
    pub fn bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self(Data::Blob(BASE64_STANDARD.encode(bytes)))
    }
}

/// A resource as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceContents {
    pub(crate) uri: Cow<'static, str>,
    pub(crate) mime_type: Cow<'static, str>,
    #[serde(flatten)]
    pub(crate) data: ResourceData,
}

impl ResourceContents {
    /// The URI that it was read under.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// What it is.
    pub fn mime_type(&self) -> &str {
        &self.mime_type
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&str> {
        match &self.data.0 {
            Data::Text(text) => Some(text),
            Data::Blob(_) => None,
        }
    }

    /// The bytes: those of the text, if it is text.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.data.0 {
            Data::Text(text) => text.as_bytes().to_vec(),
            // It was encoded by this type itself.
            Data::Blob(base64) => BASE64_STANDARD.decode(base64).unwrap_or_default(),
        }
    }
}
