//! Content blocks: text, pictures, sound, resources and links to them.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;

use super::resource_link::ResourceLink;
use crate::wire::{ResourceContents, ResourceData, Revision};

/// A piece of content, as tools and prompts give it (specification 2026-07-28, `server/tools`).
///
/// Revision 2024-11-05 has no sound and, like 2025-03-26, no links; there they become text that says what is left out.
///
/// ```
/// use crm_mcp_core::Content;
///
/// let chart = Content::image("image/png", [0x89, 0x50]);
/// assert_eq!(serde_json::to_string(&chart)?, r#"{"type":"image","data":"iVA=","mimeType":"image/png"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Content {
    #[serde(flatten)]
    kind: ContentKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotations: Option<ContentAnnotations>,
}

/// Several pieces of content, in order.
///
/// ```
/// use crm_mcp_core::{Content, Contents};
///
/// let report = Contents::from([Content::text("The week:"), Content::image("image/png", [0x89, 0x50])]);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Contents(Vec<Content>);

impl<const N: usize> From<[Content; N]> for Contents {
    fn from(contents: [Content; N]) -> Self {
        Self(contents.into())
    }
}

impl FromIterator<Content> for Contents {
    fn from_iter<I: IntoIterator<Item = Content>>(contents: I) -> Self {
        Self(contents.into_iter().collect())
    }
}

impl Contents {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Content> {
        self.0.iter()
    }

    /// The same content, as far as a revision knows its kinds.
    pub(crate) fn known_in(&self, revision: Revision) -> Vec<Cow<'_, Content>> {
        self.0.iter().map(|content| content.known_in(revision)).collect()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
enum ContentKind {
    Text { text: Cow<'static, str> },
    Image { data: String, mime_type: Cow<'static, str> },
    Audio { data: String, mime_type: Cow<'static, str> },
    ResourceLink(ResourceLink),
    Resource { resource: ResourceContents },
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
struct ContentAnnotations {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    audience: Vec<Audience>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<f64>,
}

/// Whom a piece of content is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Audience {
    /// The person.
    User,
    /// The model.
    Assistant,
}

impl Content {
    /// Text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        ContentKind::Text { text: text.into() }.into()
    }

    /// A picture, of a MIME type such as `image/png`.
    pub fn image(mime_type: impl Into<Cow<'static, str>>, bytes: impl AsRef<[u8]>) -> Self {
        ContentKind::Image { data: BASE64_STANDARD.encode(bytes), mime_type: mime_type.into() }.into()
    }

    /// Sound, of a MIME type such as `audio/wav`.
    pub fn audio(mime_type: impl Into<Cow<'static, str>>, bytes: impl AsRef<[u8]>) -> Self {
        ContentKind::Audio { data: BASE64_STANDARD.encode(bytes), mime_type: mime_type.into() }.into()
    }

    /// A link to a resource that the client may read: its URI, and its name for programs. A [`ResourceLink`] can say more.
    pub fn link(uri: impl Into<Cow<'static, str>>, name: impl Into<Cow<'static, str>>) -> Self {
        ResourceLink::new(uri, name).into()
    }

    /// A text that is a resource, embedded.
    pub fn resource(
        uri: impl Into<Cow<'static, str>>,
        mime_type: impl Into<Cow<'static, str>>,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        let data = ResourceData::text(text);
        ContentKind::Resource { resource: ResourceContents { uri: uri.into(), mime_type: mime_type.into(), data } }
            .into()
    }

    /// Bytes that are a resource, embedded.
    pub fn resource_bytes(
        uri: impl Into<Cow<'static, str>>,
        mime_type: impl Into<Cow<'static, str>>,
        bytes: impl AsRef<[u8]>,
    ) -> Self {
        let data = ResourceData::bytes(bytes);
        ContentKind::Resource { resource: ResourceContents { uri: uri.into(), mime_type: mime_type.into(), data } }
            .into()
    }

    /// The same content, for these.
    #[must_use]
    pub fn for_audience(mut self, audience: impl IntoIterator<Item = Audience>) -> Self {
        self.annotations.get_or_insert_default().audience = audience.into_iter().collect();
        self
    }

    /// The same content, as important as this: 1 is required, 0 can be left out.
    #[must_use]
    pub fn with_priority(mut self, priority: f64) -> Self {
        self.annotations.get_or_insert_default().priority = Some(priority.clamp(0.0, 1.0));
        self
    }

    /// The MIME type of a picture and its bytes in base64.
    pub(crate) fn picture(&self) -> Option<(&str, &str)> {
        match &self.kind {
            ContentKind::Image { data, mime_type } => Some((mime_type, data)),
            _ => None,
        }
    }

    /// The content for those who can only read: its text, or words that say what is left out.
    pub(crate) fn in_words(&self) -> Cow<'_, str> {
        match &self.kind {
            ContentKind::Text { text } => text.as_ref().into(),
            ContentKind::Image { mime_type, .. } | ContentKind::Audio { mime_type, .. } => {
                format!("[{mime_type} left out]").into()
            }
            ContentKind::ResourceLink(ResourceLink { uri, name, .. }) => format!("[{name}]({uri})").into(),
            ContentKind::Resource { resource } => match resource.text() {
                Some(text) => text.into(),
                None => format!("[{}, {} left out]", resource.uri(), resource.mime_type()).into(),
            },
        }
    }

    /// The same content, or text in its place where the revision does not know its kind.
    pub(crate) fn known_in(&self, revision: Revision) -> Cow<'_, Self> {
        let text = match &self.kind {
            ContentKind::Audio { mime_type, .. } if revision < Revision::V2025_03_26 => {
                format!("[{mime_type} left out: this client's protocol has no sound]")
            }
            ContentKind::ResourceLink(ResourceLink { uri, name, .. }) if revision < Revision::V2025_06_18 => {
                format!("[{name}]({uri})")
            }
            _ => return Cow::Borrowed(self),
        };
        Cow::Owned(Self { kind: ContentKind::Text { text: text.into() }, annotations: self.annotations.clone() })
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&'static str> for Content {
    fn from(text: &'static str) -> Self {
        Self::text(text)
    }
}

impl From<ResourceLink> for Content {
    fn from(link: ResourceLink) -> Self {
        ContentKind::ResourceLink(link).into()
    }
}

impl From<ContentKind> for Content {
    fn from(kind: ContentKind) -> Self {
        Self { kind, annotations: None }
    }
}
