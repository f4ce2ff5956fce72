//! A call of a tool as a model asks for it, and how a toolset runs it.

use std::borrow::Cow;

use super::outcome::CallOutcome;
use crate::{call::Call, tools::Toolset};

/// A call of a tool as a model's API gives it, which knows the shape in which the API wants the result.
///
/// Implement it for an API whose shapes are not here.
pub trait ModelCall {
    /// The shape of the result.
    type Result;

    /// The name of the tool.
    fn name(&self) -> &str;

    /// The arguments as JSON text.
    fn arguments(&self) -> Cow<'_, str>;

    /// The result that belongs to this call.
    fn result(&self, outcome: &CallOutcome) -> Self::Result;
}

impl<C: ?Sized> Toolset<C> {
    /// Runs a call that a model asked for, by the caller of `call`, and gives the result in the shape of the model's API.
    ///
    /// Whatever goes wrong is a result too, which says what to do next: the model reads it and goes on. A program that wants
    /// to see the error as well uses [`call_with`](Self::call_with), and makes a [`CallOutcome`] of what that returns.
    ///
    /// ```
    /// # use crm_mcp_core::{Call, Caller, ToolError, Toolset, tool, tools};
    /// # #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// # struct Person { name: String }
    /// # /// Greets somebody.
    /// # #[tool(read, public)]
    /// # async fn greet(_: &(), person: Person) -> Result<String, ToolError> {
    /// #     Ok(format!("Hello, {}!", person.name))
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use crm_mcp_core::agents::AnthropicToolUse;
    ///
    /// let toolset = Toolset::new(tools![greet])?;
    /// let call = Call::by(&Caller::trusted("me"));
    /// let block = r#"{ "type": "tool_use", "id": "toolu_1", "name": "greet", "input": { "name": "Ada" } }"#;
    /// let tool_use: AnthropicToolUse = serde_json::from_str(block)?;
    /// let tool_result = toolset.call_by_model(&tool_use, &(), &call).await;
    /// assert_eq!(tool_result.tool_use_id, "toolu_1");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call_by_model<M: ModelCall>(&self, model_call: &M, context: &C, call: &Call) -> M::Result {
        let arguments = model_call.arguments();
        // Some models write nothing or `null` where there are no arguments.
        let arguments = if matches!(arguments.trim(), "" | "null") { "{}" } else { &*arguments };
        let result = self.call_with(model_call.name(), arguments, context, call).await;
        model_call.result(&result.into())
    }
}
