//! The typed function of a tool, a prompt or a resource behind one untyped face: JSON in, what it gives out.

use std::{future::pending, sync::Arc};

use serde::de::DeserializeOwned;

use crate::{
    arguments::{Arguments, Names, Shape},
    call::{BoxFuture, Call},
    schema::SchemaError,
    tools::run_context::{Part, Projection, RunContext, Whole},
    wire::{IntoToolError, ToolError},
};

/// A function that takes a context `C` and JSON text, and gives out an `R`.
pub(crate) trait Handler<C: ?Sized, R>: Send + Sync {
    /// What the arguments are.
    fn input(&self) -> Result<&Shape, &SchemaError>;

    /// Decodes the arguments, which may bear these names beside those of the fields, and runs the function.
    fn run<'a>(
        &'a self,
        context: RunContext<'a, C>,
        arguments: &str,
        names: Names<'_>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<R, ToolError>>;
}

/// The handler of a function; `finish` makes of its value what is given out.
pub(crate) fn handler<C, P, T, E, F, R>(
    arguments: Arguments<P>,
    function: F,
    finish: fn(T) -> Result<R, ToolError>,
) -> Box<dyn Handler<C, R>>
where
    C: ?Sized + 'static,
    P: DeserializeOwned + Send + 'static,
    T: 'static,
    E: IntoToolError + 'static,
    F: for<'a> Fn(&'a C, P, &'a Call) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    R: 'static,
{
    Box::new(Typed { arguments, function, finish })
}

struct Typed<P, F, T, R> {
    arguments: Arguments<P>,
    function: F,
    finish: fn(T) -> Result<R, ToolError>,
}

impl<P: DeserializeOwned, F, T, R> Typed<P, F, T, R> {
    /// The arguments, or what is wrong with them. `None` if a header contradicts an argument. The call has recorded it, and
    /// `drive` ends it at the first poll.
    ///
    /// Headers are not compared with arguments that have too many values: those that were not read cannot be compared,
    /// and the call is refused anyway.
    fn decoded(&self, arguments: &str, names: Names<'_>, call: &Call) -> Option<Result<P, ToolError>> {
        let read = self.arguments.read(arguments, names);
        let agrees = read.repeated.as_ref().is_none_or(|repeated| call.agrees_with(repeated));
        agrees.then(|| read.decode())
    }
}

impl<C, P, F, T, E, R> Handler<C, R> for Typed<P, F, T, R>
where
    C: ?Sized,
    P: DeserializeOwned + Send,
    T: 'static,
    E: IntoToolError + 'static,
    F: for<'a> Fn(&'a C, P, &'a Call) -> BoxFuture<'a, Result<T, E>> + Send + Sync,
    R: 'static,
{
    fn input(&self) -> Result<&Shape, &SchemaError> {
        self.arguments.shape()
    }

    fn run<'a>(
        &'a self,
        context: RunContext<'a, C>,
        arguments: &str,
        names: Names<'_>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<R, ToolError>> {
        let Some(arguments) = self.decoded(arguments, names, call) else { return Box::pin(pending()) };
        let finish = self.finish;
        match context {
            RunContext::Shared(context) => {
                let running = arguments.map(|arguments| (self.function)(context, arguments, call));
                Box::pin(async move { finish(running?.await.map_err(E::into_tool_error)?) })
            }
            RunContext::Own(context) => Box::pin(async move {
                let running = (self.function)(context.get(), arguments?, call);
                finish(running.await.map_err(E::into_tool_error)?)
            }),
        }
    }
}

/// A handler whose function gets a context that is made for each run from the one that comes in.
pub(crate) struct PerCall<C, R> {
    pub(crate) handler: Box<dyn Handler<C, R>>,
    pub(crate) make: fn(&C, &Call) -> C,
}

impl<C: Send + Sync, R> Handler<C, R> for PerCall<C, R> {
    fn input(&self) -> Result<&Shape, &SchemaError> {
        self.handler.input()
    }

    fn run<'a>(
        &'a self,
        context: RunContext<'a, C>,
        arguments: &str,
        names: Names<'_>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<R, ToolError>> {
        let own = Whole((self.make)(context.get(), call));
        self.handler.run(RunContext::Own(Box::new(own)), arguments, names, call)
    }
}

/// A handler whose function works on a part of the context that comes in.
pub(crate) struct OnPart<C: ?Sized, R, F> {
    pub(crate) handler: Box<dyn Handler<C, R>>,
    pub(crate) projection: Arc<F>,
}

impl<C, D, R, F> Handler<D, R> for OnPart<C, R, F>
where
    C: ?Sized,
    D: ?Sized,
    F: Projection<D, C>,
{
    fn input(&self) -> Result<&Shape, &SchemaError> {
        self.handler.input()
    }

    fn run<'a>(
        &'a self,
        context: RunContext<'a, D>,
        arguments: &str,
        names: Names<'_>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<R, ToolError>> {
        let context = match context {
            RunContext::Shared(whole) => RunContext::Shared((self.projection)(whole)),
            RunContext::Own(of) => RunContext::Own(Box::new(Part { of, projection: &*self.projection })),
        };
        self.handler.run(context, arguments, names, call)
    }
}
