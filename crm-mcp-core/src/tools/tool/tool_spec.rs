//! The facts of a tool that its author states.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{
    access::{Effect, Hints, Scope},
    wire::Icon,
};

/// The facts of a tool that its author states; the `#[tool]` attribute writes one.
///
/// ```
/// use crm_mcp_core::{Effect, Scope, ToolSpec};
///
/// let spec = ToolSpec::new("add_tag", Effect::Create)
///     .title("Add tag")
///     .description("Adds a tag to a contact.")
///     .idempotent()
///     .scope(Scope::new("contacts.write"));
/// assert_eq!(spec.name, "add_tag");
/// ```
///
/// Names and texts may be made at run time, for tools that come from a configuration or from another server: `ToolSpec::new(format!("{prefix}_add_tag"), Effect::Create)`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ToolSpec {
    /// The name on the wire: `^[a-zA-Z][a-zA-Z0-9_-]{0,63}$`.
    pub name: Cow<'static, str>,
    /// The name for people; clients fall back to `name`.
    pub title: Option<Cow<'static, str>>,
    /// What the model reads to choose the tool. If it is empty, clients see no description.
    pub description: Cow<'static, str>,
    /// What the tool does to the world.
    pub effect: Effect,
    /// Repeating a call changes nothing further, though the effect alone would not promise it.
    pub idempotent: bool,
    /// The tool can reach people, though the effect alone would not say so: the CRM may send messages because of it.
    pub open_world: bool,
    /// The scopes a caller needs, all of them.
    pub scopes: Vec<Scope>,
    /// The author says that no scope is needed. A tool without scopes that does not say so is refused by its set.
    pub public: bool,
    /// The JSON Schema of the result, if it does not follow from the type that the function returns.
    pub output_schema: Option<Value>,
    /// Pictures that clients may show beside the name (revision 2025-11-25 and later).
    pub icons: Vec<Icon>,
    /// The `_meta` of its descriptor: what certain clients look for beside the protocol, such as the user interface of
    /// a tool (revision 2025-06-18 and later). Keys have a prefix: `example.com/owner`.
    pub meta: Map<String, Value>,
}

impl ToolSpec {
    /// A tool of this name, which has this effect and nothing else yet. Say who may have it: [`scope`](Self::scope) or
    /// [`public`](Self::public).
    pub fn new(name: impl Into<Cow<'static, str>>, effect: Effect) -> Self {
        Self {
            name: name.into(),
            title: None,
            description: Cow::Borrowed(""),
            effect,
            idempotent: false,
            open_world: false,
            scopes: Vec::new(),
            public: false,
            output_schema: None,
            icons: Vec::new(),
            meta: Map::new(),
        }
    }

    /// The same facts, with a name for people.
    #[must_use]
    pub fn title(self, title: impl Into<Cow<'static, str>>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// The same facts, with what the model reads to choose the tool.
    #[must_use]
    pub fn description(self, description: impl Into<Cow<'static, str>>) -> Self {
        Self { description: description.into(), ..self }
    }

    /// The same facts, with the promise that a repeated call changes nothing further.
    #[must_use]
    pub fn idempotent(self) -> Self {
        Self { idempotent: true, ..self }
    }

    /// The same facts, of a tool that can reach people.
    #[must_use]
    pub fn open_world(self) -> Self {
        Self { open_world: true, ..self }
    }

    /// The same facts, of a tool that needs no scope.
    #[must_use]
    pub fn public(self) -> Self {
        Self { public: true, ..self }
    }

    /// The same facts, of a tool that needs this scope too.
    #[must_use]
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scopes.push(scope);
        self
    }

    /// The same facts, of a tool that needs all these scopes too.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        self.scopes.extend(scopes);
        self
    }

    /// The same facts, with a JSON Schema of the result that clients are shown as it is: for what a Rust type cannot say,
    /// and for tools whose results are known at run time only. It is the counterpart of
    /// [`Arguments::with_schema`](crate::Arguments::with_schema).
    ///
    /// Nothing is checked by it. Its `type` is `object`, as MCP wants it, and the function returns a value that
    /// serialises to an object, such as a [`Value`]; a call that ends with anything else fails with an internal error.
    #[must_use]
    pub fn output_schema(self, schema: Value) -> Self {
        Self { output_schema: Some(schema), ..self }
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

    /// The hints for clients: those of the effect, and the words that the author added.
    pub const fn hints(&self) -> Hints {
        let hints = self.effect.hints();
        let (idempotent, open_world) = (hints.idempotent || self.idempotent, hints.open_world || self.open_world);
        Hints { idempotent, open_world, ..hints }
    }
}
