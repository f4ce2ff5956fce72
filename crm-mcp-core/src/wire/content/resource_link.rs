//! A link to a resource, in content.

use std::borrow::Cow;

use serde::Serialize;

/// A link to a resource that the client may read: [content](crate::Content) of a tool or a prompt.
///
/// ```
/// use crm_mcp_core::{Content, ResourceLink};
///
/// let report = ResourceLink::new("crm://reports/week", "week").description("What came in.").mime_type("text/csv");
/// let content = Content::from(report);
/// assert_eq!(serde_json::to_value(&content)?["mimeType"], "text/csv");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ResourceLink {
    /// The URI of the resource.
    pub uri: Cow<'static, str>,
    /// Its name for programs.
    pub name: Cow<'static, str>,
    /// Its name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'static, str>>,
    /// What it is, for models.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Cow<'static, str>>,
    /// Its MIME type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<Cow<'static, str>>,
    /// How many bytes it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

impl ResourceLink {
    /// A link to the resource of this URI, with its name for programs.
    pub fn new(uri: impl Into<Cow<'static, str>>, name: impl Into<Cow<'static, str>>) -> Self {
        Self { uri: uri.into(), name: name.into(), title: None, description: None, mime_type: None, size: None }
    }

    /// The same link, with a name for people.
    #[must_use]
    pub fn title(self, title: impl Into<Cow<'static, str>>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// The same link, with what the resource is.
    #[must_use]
    pub fn description(self, description: impl Into<Cow<'static, str>>) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// The same link, with the MIME type of the resource.
    #[must_use]
    pub fn mime_type(self, mime_type: impl Into<Cow<'static, str>>) -> Self {
        Self { mime_type: Some(mime_type.into()), ..self }
    }

    /// The same link, with how many bytes the resource has.
    #[must_use]
    pub fn size(self, bytes: u64) -> Self {
        Self { size: Some(bytes), ..self }
    }
}
