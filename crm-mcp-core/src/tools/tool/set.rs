//! The tools a server has, behind the gate: no tool is seen or called but through here.

use std::{collections::HashMap, fmt};

use crate::{
    access::Caller,
    call::Call,
    schema::SchemaError,
    tools::{
        Tool, ToolOutput, ToolSpec,
        descriptor::DescriptorForm,
        listing::{Listing, fold, is_name},
        log::Access,
    },
    wire::{CallError, Revision},
};

/// A fixed, ordered set of tools on one kind of context.
pub struct Toolset<C: ?Sized> {
    tools: Listing<Tool<C>>,
}

/// Why a set of tools was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ToolsetError {
    /// Two tools have names that some clients cannot tell apart.
    #[error("tools `{first}` and `{second}` have the same name for clients that fold case and `-` to `_`; rename one")]
    SameName {
        /// The tool listed first.
        first: &'static str,
        /// The tool listed later.
        second: &'static str,
    },
    /// A name that some clients refuse.
    #[error("`{name}` is not a valid tool name: 1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter")]
    BadName {
        /// The name as given.
        name: &'static str,
    },
    /// A name that stands both for a field of a tool's arguments and for what the context has decided.
    #[error("tool `{tool}`: `{field}` is bound, and a field of its arguments; rename the field, or do not bind it")]
    BoundField {
        /// The tool.
        tool: &'static str,
        /// The name of the field, or an alias of it.
        field: &'static str,
    },
    /// A schema that MCP clients would refuse.
    #[error("tool `{tool}`: {error}")]
    Schema {
        /// The tool.
        tool: &'static str,
        /// What is wrong with its schema.
        error: SchemaError,
    },
}

impl<C: ?Sized> Toolset<C> {
    /// The set of these tools, in this order. Their descriptors are rendered here, once.
    pub fn new(tools: impl IntoIterator<Item = Tool<C>>) -> Result<Self, ToolsetError> {
        let mut listing = Listing::default();
        let mut folded = HashMap::new();
        for tool in tools {
            let name = tool.spec().name;
            if !is_name(name) {
                return Err(ToolsetError::BadName { name });
            }
            if let Some(first) = folded.insert(fold(name), name) {
                return Err(ToolsetError::SameName { first, second: name });
            }
            let descriptors =
                tool.descriptors().map_err(|error| ToolsetError::Schema { tool: name, error: error.clone() })?;
            if let Some(field) = tool.bound_field() {
                return Err(ToolsetError::BoundField { tool: name, field });
            }
            listing.push(tool, descriptors);
        }
        Ok(Self { tools: listing })
    }

    /// The facts of the tools that `caller` is shown, in the set's order.
    pub fn list<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a ToolSpec> {
        self.tools.visible(caller).map(|(_, tool)| tool.item().spec())
    }

    /// The descriptors of the tools that `caller` is shown, as compact JSON in the form of `revision`: name,
    /// description, schemas. What a program shows a model that it drives itself.
    pub fn descriptors<'a>(&'a self, caller: &'a Caller, revision: Revision) -> impl Iterator<Item = &'a str> {
        self.tools.visible(caller).map(move |(_, tool)| tool.descriptor(DescriptorForm::of(revision)))
    }

    /// The tool of this name, if `caller` is shown it: its facts and its schemas.
    ///
    /// ```
    /// # use crm_mcp_core::{Caller, ToolError, Toolset, tool, tools};
    /// # use serde_json::json;
    /// # #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// # struct Person { name: String }
    /// # #[derive(serde::Serialize, schemars::JsonSchema)]
    /// # struct Greeting { text: String }
    /// # /// Greets somebody.
    /// # #[tool(read, public)]
    /// # async fn greet(_: &(), person: Person) -> Result<Greeting, ToolError> {
    /// #     Ok(Greeting { text: person.name })
    /// # }
    /// let toolset = Toolset::new(tools![greet])?;
    /// let me = Caller::trusted("me");
    /// // What Anthropic's API calls a tool.
    /// let definition = |name: &str| {
    ///     let tool = toolset.tool(name, &me)?;
    ///     let schema = tool.input_schema().ok()?;
    ///     Some(json!({ "name": name, "description": tool.spec().description, "input_schema": schema }))
    /// };
    /// let definitions: Vec<_> = toolset.list(&me).filter_map(|spec| definition(spec.name)).collect();
    /// assert_eq!(definitions[0]["input_schema"]["required"], json!(["name"]));
    /// # Ok::<(), crm_mcp_core::ToolsetError>(())
    /// ```
    pub fn tool(&self, name: &str, caller: &Caller) -> Option<&Tool<C>> {
        self.tools.seen(name, caller)
    }

    /// Calls a tool with its arguments as JSON text, by the same rule as over every transport.
    pub async fn call(
        &self,
        name: &str,
        arguments: &str,
        context: &C,
        caller: &Caller,
    ) -> Result<ToolOutput, CallError> {
        self.call_with(name, arguments, context, &Call::by(caller)).await
    }

    /// Calls a tool by the caller of `call`, which also says what becomes of progress and of questions to the user.
    ///
    /// A tool that calls another tool hands its own call on: the inner tool meets the same gate, asks the same client
    /// and is cancelled with the outer one.
    ///
    /// ```
    /// # use crm_mcp_core::{Call, ToolError, Toolset, tool};
    /// struct App {
    ///     crm: Toolset<()>,
    /// }
    ///
    /// /// Greets everybody.
    /// #[tool(send, public)]
    /// async fn greet_all(app: &App, call: &Call) -> Result<(), ToolError> {
    ///     for name in ["Ada", "Grace"] {
    ///         app.crm.call_with("greet", &format!(r#"{{"name":"{name}"}}"#), &(), call).await?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub async fn call_with(
        &self,
        name: &str,
        arguments: &str,
        context: &C,
        call: &Call,
    ) -> Result<ToolOutput, CallError> {
        let mut access = Access::begin::<Tool<C>>(name, call);
        let tool = access.admitted(self.tools.find(name, call.caller()))?;
        access.ended(call.unless_cancelled(tool.run(context, arguments, call)).await)
    }

    /// The tools as clients are shown them.
    pub(crate) fn listing(&self) -> &Listing<Tool<C>> {
        &self.tools
    }
}

impl<C: ?Sized> fmt::Debug for Toolset<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tools.fmt(formatter)
    }
}
