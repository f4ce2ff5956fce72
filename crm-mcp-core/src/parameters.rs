//! What the function of a tool, a prompt or a resource takes beside its context: arguments of its own, or none, and the call.

use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};

use crate::Call;

/// A type that can be the arguments of a tool, a prompt or a resource: one with a schema that is read from JSON.
///
/// Every type with both traits is one. Derive them: `#[derive(serde::Deserialize, schemars::JsonSchema)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the arguments of a tool, a prompt or a resource",
    label = "arguments have a schema, and are read from JSON",
    note = "derive both: `#[derive(serde::Deserialize, schemars::JsonSchema)]`",
    note = "each type in its fields needs both, too"
)]
pub trait Input: JsonSchema + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema + DeserializeOwned> Input for T {}

/// The arguments of a function that takes none. The attributes write this type where the function has no parameter for
/// arguments; by hand it is written like any other type of arguments.
///
/// ```
/// use crm_mcp_core::{Arguments, Effect, NoArguments, Tool, ToolError, ToolSpec};
///
/// async fn ping(_: &()) -> Result<String, ToolError> {
///     Ok("pong".to_owned())
/// }
///
/// let spec = ToolSpec {
///     name: "ping",
///     title: None,
///     description: "Answers.",
///     effect: Effect::Read,
///     idempotent: false,
///     open_world: false,
///     scopes: &[],
/// };
/// let tool = Tool::new(spec, Arguments::<NoArguments>::new(), |context, _, _| Box::pin(ping(context)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub struct NoArguments {}

/// A parameter that takes the call: `&Call`, under whichever name it is imported.
///
/// The attributes ask for it where they hand the call on, so that another type is reported where it is written.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`&{Self}` is not the call",
    label = "the last reference of a tool, a prompt or a resource is `&Call`",
    note = "take arguments by value, as one struct: the first reference is the context, and only the call is borrowed beside it"
)]
pub trait CallParameter {
    /// The call, as the function takes it.
    fn of(call: &Call) -> &Self;
}

impl CallParameter for Call {
    fn of(call: &Call) -> &Self {
        call
    }
}
