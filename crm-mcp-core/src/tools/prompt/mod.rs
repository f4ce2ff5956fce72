//! A prompt: messages that a person chooses, by its name and some arguments.

mod prompt_descriptor;
mod prompt_messages;
mod prompt_set;
mod prompt_spec;

use std::{borrow::Cow, fmt, sync::Arc};

use serde::de::DeserializeOwned;
use serde_json::Value;

pub use prompt_messages::{PromptMessage, PromptMessages};
pub use prompt_set::Prompts;
pub use prompt_spec::PromptSpec;

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
    wire::{Icon, IntoToolError},
};

/// A prompt that is written from a context `C`: a CRM bound to one tenant, for instance.
pub struct Prompt<C: ?Sized> {
    spec: PromptSpec,
    fields: Result<Vec<Field>, SchemaError>,
    completers: Completers<C>,
    handler: Box<dyn Handler<C, PromptMessages>>,
}

impl<C: ?Sized + 'static> Prompt<C> {
    /// A prompt from its facts, its arguments and its function. This and [`complete`](Self::complete) are all that
    /// `#[prompt]` writes.
    ///
    /// Arguments come as text, so each is a string, a number, a boolean or an enum; [`Prompts::new`] reports others.
    pub fn new<P, T, E, F>(spec: PromptSpec, arguments: Arguments<P>, function: F) -> Self
    where
        P: DeserializeOwned + Send + 'static,
        T: Into<PromptMessages> + 'static,
        E: IntoToolError + 'static,
        F: for<'a> Fn(&'a C, P, &'a Call) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    {
        let fields = arguments.fields();
        let handler = handler(arguments, function, |value: T| Ok(value.into()));
        Self { spec, fields, completers: Completers::default(), handler }
    }

    /// The same prompt, with a function that completes an argument.
    #[must_use]
    pub fn complete<E, F>(mut self, argument: impl Into<Cow<'static, str>>, function: F) -> Self
    where
        E: IntoToolError + 'static,
        F: for<'a> Fn(&'a C, &'a SoFar) -> BoxFuture<'a, Result<Vec<String>, E>> + Send + Sync + 'static,
    {
        self.completers.insert(argument.into(), function);
        self
    }

    /// The same prompt, for a server whose context is a `D`: the prompt works on the part of it that `projection` names,
    /// as [a tool does](crate::Tool::on).
    pub fn on<D, F>(self, projection: F) -> Prompt<D>
    where
        D: ?Sized + 'static,
        F: for<'a> Fn(&'a D) -> &'a C + Send + Sync + 'static,
    {
        let Self { spec, fields, completers, handler } = self;
        let projection = Arc::new(projection);
        let completers = completers.on(&projection);
        Prompt { spec, fields, completers, handler: Box::new(OnPart { handler, projection }) }
    }
}

impl<C: Send + Sync + 'static> Prompt<C> {
    /// The same prompt, whose function gets a context of its own for each call. `make` makes it from the shared
    /// context.
    ///
    /// This is for state of one call that the context must know: a time limit, a count of requests. `make` runs once
    /// for each call, before the arguments are read. A call that runs again, because the user has answered a question,
    /// is another call here. The context is dropped when the call ends. If this is used twice, `make` of the second
    /// use runs first, and `make` of the first use gets what it made.
    ///
    /// The functions that complete an argument get the shared context.
    #[must_use]
    pub fn context_per_call(mut self, make: fn(&C, &Call) -> C) -> Self {
        self.handler = Box::new(PerCall { handler: self.handler, make });
        self
    }
}

impl<C: ?Sized> Prompt<C> {
    /// The same prompt, with a picture that clients may show beside its name (revision 2025-11-25 and later).
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { spec: self.spec.icon(icon), ..self }
    }

    /// The same prompt, with this entry in the `_meta` of its descriptor (revision 2025-06-18 and later).
    #[must_use]
    pub fn meta(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { spec: self.spec.meta(key, value), ..self }
    }

    /// The facts its author stated.
    pub fn spec(&self) -> &PromptSpec {
        &self.spec
    }
}

impl<C: ?Sized> Guarded for Prompt<C> {
    const KIND: &'static str = "prompt";

    fn id(&self) -> &str {
        &self.spec.name
    }

    fn scopes(&self) -> &[Scope] {
        &self.spec.scopes
    }
}

impl<C: ?Sized> fmt::Debug for Prompt<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Prompt").field("spec", &self.spec).finish_non_exhaustive()
    }
}
