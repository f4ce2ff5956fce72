//! The typed function of a prompt or a resource behind one untyped face: JSON in, what it gives out.

use serde::de::DeserializeOwned;

use crate::{Arguments, BoxFuture, Call, ToolError, arguments::Names};

/// Decodes arguments, which are JSON text, and runs the function.
pub(crate) type Handler<C, R> =
    Box<dyn for<'a, 'j> Fn(&'a C, &'j str, &'a Call) -> BoxFuture<'a, Result<R, ToolError>> + Send + Sync>;

/// The handler of a function; `finish` makes of its value what clients get.
pub(crate) fn handler<C, P, T, E, F, R>(
    arguments: Arguments<P>,
    function: F,
    finish: fn(T) -> Result<R, ToolError>,
) -> Handler<C, R>
where
    C: ?Sized + 'static,
    P: DeserializeOwned + Send + 'static,
    T: 'static,
    E: Into<ToolError> + 'static,
    F: for<'a> Fn(&'a C, P, &'a Call) -> BoxFuture<'a, Result<T, E>> + Send + Sync + 'static,
    R: 'static,
{
    Box::new(move |context, json, call| {
        let decoded = arguments.decode(json, Names::NONE);
        let running = decoded.map(|arguments| function(context, arguments, call));
        Box::pin(async move { finish(running?.await.map_err(Into::into)?) })
    })
}
