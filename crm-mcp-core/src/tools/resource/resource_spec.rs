//! The facts of a resource that its author states.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{access::Scope, wire::Icon};

/// The facts of a resource that its author states; the `#[resource]` attribute writes one.
///
/// ```
/// use crm_mcp_core::{ResourceSpec, Scope};
///
/// let spec = ResourceSpec::new("crm://contacts/{contactId}", "contact")
///     .title("Contact")
///     .description("One contact, with its tags.")
///     .mime_type("application/json")
///     .scope(Scope::new("contacts.readonly"));
/// assert_eq!(spec.name, "contact");
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ResourceSpec {
    /// The URI, or a template of URIs: `crm://contacts/{contactId}`.
    pub uri: Cow<'static, str>,
    /// The name for programs: `^[a-zA-Z][a-zA-Z0-9_-]{0,63}$`.
    pub name: Cow<'static, str>,
    /// The name for people; clients fall back to `name`.
    pub title: Option<Cow<'static, str>>,
    /// What people and models read to choose the resource. Clients are shown none if it is empty.
    pub description: Cow<'static, str>,
    /// The MIME type of what is read; if not stated, what follows from the type of the function's value.
    pub mime_type: Option<Cow<'static, str>>,
    /// The scopes a caller needs, all of them.
    pub scopes: Vec<Scope>,
    /// The author says that no scope is needed. A resource without scopes that does not say so is refused by its set.
    pub public: bool,
    /// Pictures that clients may show beside the name (revision 2025-11-25 and later).
    pub icons: Vec<Icon>,
    /// The `_meta` of its descriptor: what certain clients look for beside the protocol (revision 2025-06-18 and later).
    /// Keys have a prefix: `example.com/owner`.
    pub meta: Map<String, Value>,
}

impl ResourceSpec {
    /// A resource under this URI, or under the URIs of this template, of this name, without anything else yet. Say who may have it: [`scope`](Self::scope) or
    /// [`public`](Self::public).
    pub fn new(uri: impl Into<Cow<'static, str>>, name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            uri: uri.into(),
            name: name.into(),
            title: None,
            description: Cow::Borrowed(""),
            mime_type: None,
            scopes: Vec::new(),
            public: false,
            icons: Vec::new(),
            meta: Map::new(),
        }
    }

    /// The same facts, with a name for people.
    #[must_use]
    pub fn title(self, title: impl Into<Cow<'static, str>>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// The same facts, with what people and models read to choose the resource.
    #[must_use]
    pub fn description(self, description: impl Into<Cow<'static, str>>) -> Self {
        Self { description: description.into(), ..self }
    }

    /// The same facts, of a resource of this MIME type.
    #[must_use]
    pub fn mime_type(self, mime_type: impl Into<Cow<'static, str>>) -> Self {
        Self { mime_type: Some(mime_type.into()), ..self }
    }

    /// The same facts, of a resource that needs no scope.
    #[must_use]
    pub fn public(self) -> Self {
        Self { public: true, ..self }
    }

    /// The same facts, of a resource that needs this scope too.
    #[must_use]
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scopes.push(scope);
        self
    }

    /// The same facts, of a resource that needs all these scopes too.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        self.scopes.extend(scopes);
        self
    }

    /// The same facts, with this picture too.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icons.push(icon);
        self
    }

    /// The same facts, with this entry in the `_meta` of the descriptor.
    #[must_use]
    pub fn meta(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.meta.insert(key.into(), value.into());
        self
    }
}
