//! A resource: something to read under a URI, or under each URI of a template.

mod readable;
mod resource_descriptor;
mod resource_set;
mod resource_spec;
mod uri_template;

use std::{borrow::Cow, fmt, sync::Arc};

use serde::de::DeserializeOwned;
use serde_json::Value;

pub use readable::{Readable, ResourceBytes};
pub use resource_set::Resources;
pub use resource_spec::ResourceSpec;

use crate::{
    access::{Scope, gate::Guarded},
    arguments::{Arguments, Field},
    call::{BoxFuture, Call},
    schema::SchemaError,
    tools::{
        SoFar,
        completers::Completers,
        handler::{Handler, OnPart, PerCall, handler},
    },
    wire::{Icon, IntoToolError, ResourceData},
};
use uri_template::UriTemplate;

/// A resource that is read from a context `C`: a CRM bound to one tenant, for instance.
pub struct Resource<C: ?Sized> {
    spec: ResourceSpec,
    /// `None` if the URI is not a valid URI or template.
    template: Option<UriTemplate>,
    mime_type: Cow<'static, str>,
    fields: Result<Vec<Field>, SchemaError>,
    completers: Completers<C>,
    handler: Box<dyn Handler<C, ResourceData>>,
}

impl<C: ?Sized + 'static> Resource<C> {
    /// A resource from its facts, the variables of its URI and its function. This and [`complete`](Self::complete) are
    /// all that `#[resource]` writes.
    ///
    /// Each variable of a template is a field of the arguments, and each field a variable, unless it is optional;
    /// [`Resources::new`] reports where they differ. A resource without variables takes
    /// [`NoArguments`](crate::NoArguments).
    pub fn new<P, T, E, F>(spec: ResourceSpec, arguments: Arguments<P>, function: F) -> Self
    where
        P: DeserializeOwned + Send + 'static,
        T: Readable + 'static,
        E: IntoToolError + 'static,
        F: for<'a> Fn(&'a C, P, &'a Call) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    {
        let fields = arguments.fields();
        let handler = handler(arguments, function, T::read);
        let mime_type = spec.mime_type.clone().unwrap_or(Cow::Borrowed(T::mime_type()));
        let template = UriTemplate::read(&spec.uri);
        Self { spec, template, mime_type, fields, completers: Completers::default(), handler }
    }

    /// The same resource, with a function that completes a variable of its URI.
    #[must_use]
    pub fn complete<E, F>(mut self, variable: impl Into<Cow<'static, str>>, function: F) -> Self
    where
        E: IntoToolError + 'static,
        F: for<'a> Fn(&'a C, &'a SoFar) -> BoxFuture<'a, Result<Vec<String>, E>> + Send + Sync + 'static,
    {
        self.completers.insert(variable.into(), function);
        self
    }

    /// The same resource, for a server whose context is a `D`: the resource works on the part of it that `projection` names,
    /// as [a tool does](crate::Tool::on).
    pub fn on<D, F>(self, projection: F) -> Resource<D>
    where
        D: ?Sized + 'static,
        F: for<'a> Fn(&'a D) -> &'a C + Send + Sync + 'static,
    {
        let Self { spec, template, mime_type, fields, completers, handler } = self;
        let projection = Arc::new(projection);
        let completers = completers.on(&projection);
        Resource { spec, template, mime_type, fields, completers, handler: Box::new(OnPart { handler, projection }) }
    }
}

impl<C: Send + Sync + 'static> Resource<C> {
    /// The same resource, whose function gets a context of its own for each call. `make` makes it from the shared
    /// context.
    ///
    /// This is for state of one call that the context must know: a time limit, a count of requests. `make` runs once
    /// for each call, before the arguments are read. A call that runs again, because the user has answered a question,
    /// is another call here. The context is dropped when the call ends. If this is used twice, `make` of the second
    /// use runs first, and `make` of the first use gets what it made.
    ///
    /// The functions that complete a variable get the shared context.
    #[must_use]
    pub fn context_per_call(mut self, make: fn(&C, &Call) -> C) -> Self {
        self.handler = Box::new(PerCall { handler: self.handler, make });
        self
    }
}

impl<C: ?Sized> Resource<C> {
    /// The same resource, with a picture that clients may show beside its name (revision 2025-11-25 and later).
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { spec: self.spec.icon(icon), ..self }
    }

    /// The same resource, with this entry in the `_meta` of its descriptor (revision 2025-06-18 and later).
    #[must_use]
    pub fn meta(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { spec: self.spec.meta(key, value), ..self }
    }

    /// The facts its author stated.
    pub fn spec(&self) -> &ResourceSpec {
        &self.spec
    }

    /// Whether its URI has variables.
    fn is_template(&self) -> bool {
        self.template.as_ref().is_some_and(|template| template.variables().next().is_some())
    }
}

impl<C: ?Sized> Guarded for Resource<C> {
    const KIND: &'static str = "resource";

    fn id(&self) -> &str {
        &self.spec.uri
    }

    /// The scheme. What follows it may be data of a person.
    fn loggable(asked: &str) -> &str {
        let is_of_a_scheme = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.');
        let end = asked.find(|letter| !is_of_a_scheme(letter)).filter(|end| asked[*end..].starts_with("://"));
        end.map_or("", |end| &asked[..=end])
    }

    fn scopes(&self) -> &[Scope] {
        &self.spec.scopes
    }
}

impl<C: ?Sized> fmt::Debug for Resource<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Resource").field("spec", &self.spec).finish_non_exhaustive()
    }
}
