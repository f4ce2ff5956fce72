//! The prompts a server has, behind the gate: none is seen or given but through here.

use std::{collections::HashMap, fmt};

use super::{Field, Messages, Prompt, PromptSpec};
use crate::{
    access::{Caller, gate::Guarded},
    arguments::Names,
    call::Call,
    schema::SchemaError,
    tools::{
        Completion, SoFar,
        listing::{Listing, fold, is_name},
        log::{Access, report},
        run_context::RunContext,
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
    prompts: Listing<Prompt<C>>,
}

/// Why a set of prompts was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PromptsError {
    /// Two prompts have names that some clients cannot tell apart.
    #[error(
        "prompts `{first}` and `{second}` have the same name for clients that fold case and `-` to `_`; rename one"
    )]
    SameName {
        /// The prompt listed first.
        first: &'static str,
        /// The prompt listed later.
        second: &'static str,
    },
    /// A name that some clients refuse.
    #[error("`{name}` is not a valid prompt name: 1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter")]
    BadName {
        /// The name as given.
        name: &'static str,
    },
    /// An argument that no text can stand for.
    #[error("prompt `{prompt}`: `{argument}` cannot come as text; make it a string, a number, a boolean or an enum")]
    NoText {
        /// The prompt.
        prompt: &'static str,
        /// The argument.
        argument: String,
    },
    /// A function completes an argument that the prompt does not have.
    #[error("prompt `{prompt}`: there is no argument `{argument}` to complete; name a field of its arguments")]
    NothingToComplete {
        /// The prompt.
        prompt: &'static str,
        /// The argument.
        argument: &'static str,
    },
    /// Arguments that make no schema.
    #[error("prompt `{prompt}`: {error}")]
    Schema {
        /// The prompt.
        prompt: &'static str,
        /// What is wrong with its arguments.
        error: SchemaError,
    },
}

impl<C: ?Sized> Prompts<C> {
    /// The set of these prompts, in this order. Their descriptors are rendered here, once.
    pub fn new(prompts: impl IntoIterator<Item = Prompt<C>>) -> Result<Self, PromptsError> {
        let mut set = Self::default();
        let mut folded = HashMap::new();
        for prompt in prompts {
            let name = prompt.spec().name;
            if !is_name(name) {
                return Err(PromptsError::BadName { name });
            }
            if let Some(first) = folded.insert(fold(name), name) {
                return Err(PromptsError::SameName { first, second: name });
            }
            let descriptors = prompt.descriptors(prompt.checked_fields()?);
            set.prompts.push(prompt, descriptors);
        }
        Ok(set)
    }

    /// The facts of the prompts that `caller` is shown, in the set's order.
    pub fn list<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a PromptSpec> {
        self.prompts.visible(caller).map(|(_, prompt)| prompt.item().spec())
    }

    /// The messages of a prompt, for arguments as JSON text: an object of strings.
    pub async fn get(&self, name: &str, arguments: &str, context: &C, caller: &Caller) -> Result<Messages, CallError> {
        self.get_with(name, arguments, context, &Call::by(caller)).await
    }

    /// The same for the caller of `call`, which also says what becomes of progress and of questions to the user.
    pub async fn get_with(&self, name: &str, arguments: &str, context: &C, call: &Call) -> Result<Messages, CallError> {
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
        Ok(completion.inspect_err(|error| report(Prompt::<C>::KIND, name, caller, error))?)
    }

    /// The prompts as clients are shown them.
    pub(crate) fn listing(&self) -> &Listing<Prompt<C>> {
        &self.prompts
    }

    /// Whether any argument is completed.
    pub(crate) fn complete_something(&self) -> bool {
        self.prompts.items().any(|prompt| !prompt.completers.is_empty())
    }
}

impl<C: ?Sized> Prompt<C> {
    /// Its arguments, if clients can give them all, and those that are completed are there.
    fn checked_fields(&self) -> Result<&[Field], PromptsError> {
        let prompt = self.spec.name;
        let fields = self.fields.as_ref().map_err(|error| PromptsError::Schema { prompt, error: error.clone() })?;
        if let Some(field) = fields.iter().find(|field| !field.is_plain) {
            return Err(PromptsError::NoText { prompt, argument: field.name.clone() });
        }
        match self.completers.arguments().find(|argument| fields.iter().all(|field| field.name != *argument)) {
            Some(argument) => Err(PromptsError::NothingToComplete { prompt, argument }),
            None => Ok(fields),
        }
    }
}

impl<C: ?Sized> Default for Prompts<C> {
    /// No prompts.
    fn default() -> Self {
        Self { prompts: Listing::default() }
    }
}

impl<C: ?Sized> fmt::Debug for Prompts<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.prompts.fmt(formatter)
    }
}
