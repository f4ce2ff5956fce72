//! A tool's definition as a model reads it, whatever the vendor.

use serde_json::Value;

use crate::{
    access::Caller,
    schema::SchemaError,
    tools::{Tool, Toolset},
};

/// What a model is told of a tool. Every vendor's shape is made from it, and you can make one for another vendor:
///
/// ```
/// use crm_mcp_core::agents::ToolDefinition;
/// use serde_json::{Value, json};
///
/// /// A tool for the Converse API of Amazon Bedrock.
/// fn bedrock(definition: ToolDefinition) -> Value {
///     let ToolDefinition { name, description, input_schema, .. } = definition;
///     json!({ "toolSpec": { "name": name, "description": description, "inputSchema": { "json": input_schema } } })
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ToolDefinition {
    /// The name by which the model calls it: `^[a-zA-Z][a-zA-Z0-9_-]{0,63}$`.
    pub name: String,
    /// What the model reads to choose the tool.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub input_schema: Value,
}

impl ToolDefinition {
    fn of<C: ?Sized>(tool: &Tool<C>) -> Result<Self, SchemaError> {
        let spec = tool.spec();
        let (name, description) = (spec.name.clone().into_owned(), spec.description.clone().into_owned());
        Ok(Self { name, description, input_schema: tool.input_schema()? })
    }
}

impl<C: ?Sized> Toolset<C> {
    /// The definitions of the tools that `caller` is shown, in the set's order: what a model is given that your program
    /// drives itself. The module [`agents`](crate::agents) has the shapes that vendors' APIs take.
    ///
    /// ```
    /// # use crm_mcp_core::{Caller, ToolError, Toolset, tool, tools};
    /// # #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// # struct Person { name: String }
    /// # /// Greets somebody.
    /// # #[tool(read, public)]
    /// # async fn greet(_: &(), person: Person) -> Result<String, ToolError> {
    /// #     Ok(format!("Hello, {}!", person.name))
    /// # }
    /// use crm_mcp_core::agents::AnthropicTool;
    ///
    /// let toolset = Toolset::new(tools![greet])?;
    /// let tools: Vec<AnthropicTool> = toolset.definitions(&Caller::trusted("me")).map(AnthropicTool::from).collect();
    /// assert_eq!(tools[0].name, "greet");
    /// # Ok::<(), crm_mcp_core::SetError>(())
    /// ```
    pub fn definitions<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = ToolDefinition> + 'a {
        // A set refuses tools whose schema is at fault, so each of these has a definition.
        self.listing().visible(caller).filter_map(|(_, entry)| ToolDefinition::of(entry.item()).ok())
    }
}
