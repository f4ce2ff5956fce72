//! The types that can be arguments, and the type of no arguments.

use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};

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

/// The arguments of a function that takes no arguments. The attributes use this type where the function has no parameter
/// for them. By hand it is used like any other type of arguments.
///
/// ```
/// use crm_mcp_core::{Arguments, Effect, NoArguments, Tool, ToolError, ToolSpec};
///
/// async fn ping(_: &()) -> Result<String, ToolError> {
///     Ok("pong".to_owned())
/// }
///
/// let spec = ToolSpec::new("ping", Effect::Read).description("Answers.").public();
/// let tool = Tool::new(spec, Arguments::<NoArguments>::new(), |context, _, _| Box::pin(ping(context)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub struct NoArguments {}
