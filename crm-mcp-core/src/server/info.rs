//! Who a server is.

use serde::Serialize;

use crate::wire::{Icon, Revision};

/// Who the server is, for clients and people.
///
/// ```
/// use crm_mcp_core::{Icon, ServerInfo};
///
/// let info = ServerInfo::new("crm-desk", "1.0.0")
///     .title("CRM desk")
///     .description("The contacts and the calendar of our agency.")
///     .website_url("https://example.com")
///     .icon(Icon::new("https://example.com/icon.png"));
/// assert_eq!(info.name, "crm-desk");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServerInfo {
    /// The name for programs.
    pub name: String,
    /// The version of the server.
    pub version: String,
    /// The name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the server is for (revision 2025-11-25 and later, as are the following two).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The address of a page about the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website_url: Option<String>,
    /// Pictures that clients may show beside the name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub icons: Vec<Icon>,
}

impl ServerInfo {
    /// A server of this name and version.
    pub fn new(name: impl Into<String>, version: impl Into<String>) -> Self {
        let (name, version) = (name.into(), version.into());
        Self { name, version, title: None, description: None, website_url: None, icons: Vec::new() }
    }

    /// The same, with a name for people.
    #[must_use]
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// The same, with what the server is for.
    #[must_use]
    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// The same, with the address of a page about the server.
    #[must_use]
    pub fn website_url(self, url: impl Into<String>) -> Self {
        Self { website_url: Some(url.into()), ..self }
    }

    /// The same, with this picture too.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icons.push(icon);
        self
    }

    /// The same, as far as a revision knows it.
    pub(super) fn known_in(&self, revision: Revision) -> Self {
        if revision >= Revision::V2025_11_25 {
            return self.clone();
        }
        let Self { name, version, title, .. } = self.clone();
        Self { title, ..Self::new(name, version) }
    }
}
