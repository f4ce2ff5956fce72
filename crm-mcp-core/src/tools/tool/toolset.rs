//! The tools a server has, behind the gate: no tool is seen or called but through here.

use std::fmt;

use crate::{
    access::{Caller, Effect},
    call::Call,
    tools::{Tool, ToolOutput, ToolSpec, descriptor_form::DescriptorForm, log::Access, set::Set, set_error::SetError},
    wire::{CallError, Revision},
};

/// A fixed, ordered set of tools on one kind of context.
pub struct Toolset<C: ?Sized> {
    tools: Set<Tool<C>>,
}

impl<C: ?Sized> Toolset<C> {
    /// The set of these tools, in this order. Their descriptors are rendered here, once.
    pub fn new(tools: impl IntoIterator<Item = Tool<C>>) -> Result<Self, SetError> {
        Set::new(tools).map(|tools| Self { tools })
    }

    /// The facts of the tools that `caller` is shown, in the set's order.
    pub fn list<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a ToolSpec> {
        self.tools.visible(caller).map(|(_, tool)| tool.item().spec())
    }

    /// The descriptors of the tools that `caller` is shown, as compact JSON in the form of `revision`: name,
    /// description, schemas. A model that your program drives itself takes [`definitions`](Self::definitions).
    pub fn descriptors<'a>(&'a self, caller: &'a Caller, revision: Revision) -> impl Iterator<Item = &'a str> {
        let form = DescriptorForm::of(revision);
        let all = self.tools.descriptors(form);
        self.tools.visible(caller).map(move |(_, tool)| all[tool.place(form)].trim_end_matches(','))
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
    /// let schema = toolset.tool("greet", &me).and_then(|tool| tool.input_schema().ok());
    /// assert_eq!(schema.unwrap_or_default()["required"], json!(["name"]));
    /// # Ok::<(), crm_mcp_core::SetError>(())
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
    /// and is cancelled with the outer one. Its progress moves that of the outer tool on a little.
    ///
    /// Run tools that ask before they change something side by side, so that all of them ask before one of them has
    /// changed anything. A stateless client answers by sending the whole request again, so after a change it cannot be
    /// asked any more ([`AskError::TooLate`](crate::AskError::TooLate)). Do not run a tool that changes something unasked
    /// beside one that asks: the question ends the round, and the change under way would be made again in the next one.
    ///
    /// ```
    /// # use crm_mcp_core::{Call, ToolError, Toolset, tool};
    /// struct App {
    ///     crm: Toolset<()>,
    /// }
    ///
    /// /// Greets Ada and Grace.
    /// #[tool(send, public)]
    /// async fn greet_both(app: &App, call: &Call) -> Result<(), ToolError> {
    ///     tokio::try_join!(
    ///         app.crm.call_with("greet", r#"{"name": "Ada"}"#, &(), call),
    ///         app.crm.call_with("greet", r#"{"name": "Grace"}"#, &(), call),
    ///     )?;
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
        let result = self.run(name, arguments, context, &call.begin_run(name, arguments)).await;
        let has_run = !matches!(result, Err(CallError::Unknown(_) | CallError::Denied(_)));
        if has_run && self.tools.get(name).is_some_and(|tool| tool.spec().effect != Effect::Read) {
            call.has_changed_something();
        }
        result
    }

    /// Runs a tool by a call that is for this run.
    pub(crate) async fn run(
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
    pub(crate) fn listing(&self) -> &Set<Tool<C>> {
        &self.tools
    }
}

impl<C: ?Sized> fmt::Debug for Toolset<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tools.fmt(formatter)
    }
}
