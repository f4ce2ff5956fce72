//! The typed function of a tool, a prompt or a resource behind one untyped face: JSON in, what it gives out.

use std::future::pending;

use serde::de::DeserializeOwned;

use crate::{
    Arguments, BoxFuture, Call, IntoToolError, SchemaError, ToolError,
    arguments::{Names, Shape},
};

/// A function that takes a context `C` and JSON text, and gives out an `R`.
pub(crate) trait Handler<C: ?Sized, R>: Send + Sync {
    /// What the arguments are.
    fn input(&self) -> Result<&Shape, &SchemaError>;

    /// Decodes the arguments, which may bear these names beside those of the fields, and runs the function.
    fn run<'a>(
        &'a self,
        context: &'a C,
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
        context: &'a C,
        arguments: &str,
        names: Names<'_>,
        call: &'a Call,
    ) -> BoxFuture<'a, Result<R, ToolError>> {
        let read = self.arguments.read(arguments, names);
        if !call.agrees_with(&read.repeated) {
            // The call has taken note of it and ends here.
            return Box::pin(pending());
        }
        let running = read.decode().map(|arguments| (self.function)(context, arguments, call));
        let finish = self.finish;
        Box::pin(async move { finish(running?.await.map_err(E::into_tool_error)?) })
    }
}
