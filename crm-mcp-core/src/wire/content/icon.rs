//! Icons: small pictures that clients may show beside a name.

use std::borrow::Cow;

use serde::Serialize;

/// A small picture that clients may show beside the name of a server, a tool, a prompt or a resource (specification
/// 2025-11-25 and later). Clients of older revisions are not shown it.
///
/// ```
/// use crm_mcp_core::{Icon, IconTheme};
///
/// let icon = Icon::new("https://example.com/icon.svg").mime_type("image/svg+xml").size("any").theme(IconTheme::Dark);
/// let json = r#"{"src":"https://example.com/icon.svg","mimeType":"image/svg+xml","sizes":["any"],"theme":"dark"}"#;
/// assert_eq!(serde_json::to_string(&icon)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Icon {
    /// Where the picture is: an address of HTTP, or a `data:` URI with the picture in base64.
    pub src: Cow<'static, str>,
    /// Its MIME type, such as `image/png`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<Cow<'static, str>>,
    /// The sizes that it is good for: `48x48`, or `any` for a picture that scales. Empty if it is good for all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<Cow<'static, str>>,
    /// The background that it is made for, if it is made for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<IconTheme>,
}

/// The background that an icon is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum IconTheme {
    /// A light background.
    Light,
    /// A dark background.
    Dark,
}

impl Icon {
    /// The picture at this address.
    pub fn new(src: impl Into<Cow<'static, str>>) -> Self {
        Self { src: src.into(), mime_type: None, sizes: Vec::new(), theme: None }
    }

    /// The same icon, of this MIME type.
    #[must_use]
    pub fn mime_type(self, mime_type: impl Into<Cow<'static, str>>) -> Self {
        Self { mime_type: Some(mime_type.into()), ..self }
    }

    /// The same icon, good for this size too.
    #[must_use]
    pub fn size(mut self, size: impl Into<Cow<'static, str>>) -> Self {
        self.sizes.push(size.into());
        self
    }

    /// The same icon, made for this background.
    #[must_use]
    pub fn theme(self, theme: IconTheme) -> Self {
        Self { theme: Some(theme), ..self }
    }
}
