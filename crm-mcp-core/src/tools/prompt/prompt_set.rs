//! The prompts a server has, behind the gate: none is seen or given but through here.

use std::fmt;

use super::{Prompt, PromptMessages, PromptSpec};
use crate::{
    access::{Caller, gate::Guarded},
    arguments::Names,
    call::Call,
    tools::{
        Completion, SoFar,
        log::{Access, report},
        run_context::RunContext,
        set::Set,
        set_error::SetError,
    },
    wire::CallError,
};

/// A fixed, ordered set of prompts on one kind of context.
///
/// ```
/// use crm_mcp_core::{Caller, Prompts, ToolError, prompt, prompts};
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Person {
///     /// Whom to greet.
///     name: String,
/// }
///
/// /// Greets somebody.
/// #[prompt(public)]
/// async fn greet(_: &(), person: Person) -> Result<String, ToolError> {
///     Ok(format!("Greet {} warmly.", person.name))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let prompts = Prompts::new(prompts![greet])?;
/// let messages = prompts.get("greet", r#"{"name": "Ada"}"#, &(), &Caller::trusted("me")).await?;
/// assert_eq!(messages, "Greet Ada warmly.".into());
/// # Ok(())
/// # }
/// ```
pub struct Prompts<C: ?Sized> {
    prompts: Set<Prompt<C>>,
}

impl<C: ?Sized> Prompts<C> {
    /// The set of these prompts, in this order. Their descriptors are rendered here, once.
    pub fn new(prompts: impl IntoIterator<Item = Prompt<C>>) -> Result<Self, SetError> {
        Set::new(prompts).map(|prompts| Self { prompts })
    }

    /// The facts of the prompts that `caller` is shown, in the set's order.
    pub fn list<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a PromptSpec> {
        self.prompts.visible(caller).map(|(_, prompt)| prompt.item().spec())
    }

    /// The messages of a prompt, for arguments as JSON text: an object of strings.
    pub async fn get(
        &self,
        name: &str,
        arguments: &str,
        context: &C,
        caller: &Caller,
    ) -> Result<PromptMessages, CallError> {
        self.get_with(name, arguments, context, &Call::by(caller)).await
    }

    /// The same for the caller of `call`, which also says what becomes of progress and of questions to the user.
    pub async fn get_with(
        &self,
        name: &str,
        arguments: &str,
        context: &C,
        call: &Call,
    ) -> Result<PromptMessages, CallError> {
        self.run(name, arguments, context, &call.begin_run(name, arguments)).await
    }

    /// The same by a call that is for this run.
    pub(crate) async fn run(
        &self,
        name: &str,
        arguments: &str,
        context: &C,
        call: &Call,
    ) -> Result<PromptMessages, CallError> {
        let mut access = Access::begin::<Prompt<C>>(name, call);
        let prompt = access.admitted(self.prompts.find(name, call.caller()))?;
        access.ended(
            call.unless_cancelled(prompt.handler.run(RunContext::Shared(context), arguments, Names::NONE, call)).await,
        )
    }

    /// What an argument of a prompt may go on to; nothing where no function completes it.
    pub async fn complete(
        &self,
        name: &str,
        argument: &str,
        so_far: &SoFar,
        context: &C,
        caller: &Caller,
    ) -> Result<Completion, CallError> {
        let prompt = self.prompts.find(name, caller)?;
        let completion = prompt.completers.complete(argument, context, so_far).await;
        Ok(completion.map_err(|mut error| {
            report(Prompt::<C>::KIND, name, caller, &mut error);
            error
        })?)
    }

    /// The prompts as clients are shown them.
    pub(crate) fn listing(&self) -> &Set<Prompt<C>> {
        &self.prompts
    }

    /// Whether any argument is completed.
    pub(crate) fn complete_something(&self) -> bool {
        self.prompts.items().any(|prompt| !prompt.completers.is_empty())
    }
}

impl<C: ?Sized> Default for Prompts<C> {
    /// No prompts.
    fn default() -> Self {
        Self { prompts: Set::default() }
    }
}

impl<C: ?Sized> fmt::Debug for Prompts<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.prompts.fmt(formatter)
    }
}
