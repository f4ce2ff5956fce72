//! The tools a server has, behind the gate: no tool is seen or called but through here.

use std::{collections::HashMap, fmt};

use crate::{
    Call, Caller, Denied, ErrorCode, Revision, SchemaError, Tool, ToolError, ToolOutput, ToolSpec,
    descriptor::Form,
    gate::{Verdict, judge},
};

/// A fixed, ordered set of tools on one kind of context.
pub struct Toolset<C: ?Sized> {
    tools: Vec<Listed<C>>,
    by_name: HashMap<&'static str, usize>,
    sizes: [usize; Form::ALL.len()],
}

/// A tool with its descriptor in every form, ready to be sent.
pub(crate) struct Listed<C: ?Sized> {
    tool: Tool<C>,
    descriptors: [String; Form::ALL.len()],
}

impl<C: ?Sized> Listed<C> {
    pub(crate) fn descriptor(&self, form: Form) -> &str {
        &self.descriptors[form as usize]
    }
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
    #[error("`{name}` is no tool name: 1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter")]
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

/// Why a call gave no result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// There is no such tool, or not for this caller.
    #[error("unknown tool `{0}`")]
    Unknown(String),
    /// The caller lacks rights which it could obtain.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The tool ran and failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
}

impl<C: ?Sized> Toolset<C> {
    /// The set of these tools, in this order. Their descriptors are rendered here, once.
    pub fn new(tools: impl IntoIterator<Item = Tool<C>>) -> Result<Self, ToolsetError> {
        let mut set = Self { tools: Vec::new(), by_name: HashMap::new(), sizes: Default::default() };
        let mut folded = HashMap::new();
        for tool in tools {
            let name = tool.spec().name;
            if !is_name(name) {
                return Err(ToolsetError::BadName { name });
            }
            if let Some(first) = folded.insert(name.replace('-', "_").to_ascii_lowercase(), name) {
                return Err(ToolsetError::SameName { first, second: name });
            }
            let descriptors =
                tool.descriptors().map_err(|error| ToolsetError::Schema { tool: name, error: error.clone() })?;
            if let Some(field) = tool.bound_field() {
                return Err(ToolsetError::BoundField { tool: name, field });
            }
            for (size, descriptor) in set.sizes.iter_mut().zip(&descriptors) {
                *size += descriptor.len() + ",".len();
            }
            set.by_name.insert(name, set.tools.len());
            set.tools.push(Listed { tool, descriptors });
        }
        Ok(set)
    }

    /// The facts of the tools that `caller` is shown, in the set's order.
    pub fn list<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a ToolSpec> {
        self.visible(caller, 0).map(|(_, listed)| listed.tool.spec())
    }

    /// The descriptors of the tools that `caller` is shown, as compact JSON in the form of `revision`: name,
    /// description, schemas. What a program shows a model that it drives itself.
    pub fn descriptors<'a>(&'a self, caller: &'a Caller, revision: Revision) -> impl Iterator<Item = &'a str> {
        self.visible(caller, 0).map(move |(_, listed)| listed.descriptor(Form::of(revision)))
    }

    /// Calls a tool with its arguments as JSON text, by the same rule as over every transport.
    pub async fn call(
        &self,
        name: &str,
        arguments: &str,
        context: &C,
        caller: &Caller,
    ) -> Result<ToolOutput, CallError> {
        self.call_with(name, arguments, context, caller, &Call::detached()).await
    }

    /// The same for a call that came in a message, with what that allows.
    pub(crate) async fn call_with(
        &self,
        name: &str,
        arguments: &str,
        context: &C,
        caller: &Caller,
        call: &Call,
    ) -> Result<ToolOutput, CallError> {
        let result = self.find(name, caller)?.run(context, arguments, call).await;
        Ok(result.inspect_err(|error| log(name, caller, error))?)
    }

    /// The bytes that all descriptors take up in a list.
    pub(crate) fn size(&self, form: Form) -> usize {
        self.sizes[form as usize]
    }

    /// The tools from place `first` on that `caller` is shown, with their places in the set.
    pub(crate) fn visible<'a>(
        &'a self,
        caller: &'a Caller,
        first: usize,
    ) -> impl Iterator<Item = (usize, &'a Listed<C>)> {
        let from_first = self.tools.iter().enumerate().skip(first);
        from_first.filter(|(_, listed)| judge(caller, listed.tool.spec()) != Verdict::Hidden)
    }

    /// The tool of this name, if `caller` may call it.
    fn find(&self, name: &str, caller: &Caller) -> Result<&Tool<C>, CallError> {
        let unknown = || CallError::Unknown(name.to_owned());
        let tool = self.by_name.get(name).map(|place| &self.tools[*place].tool).ok_or_else(unknown)?;
        match judge(caller, tool.spec()) {
            Verdict::Allowed => Ok(tool),
            Verdict::StepUp => Err(Denied::new(caller, tool.spec()).into()),
            Verdict::Hidden => Err(unknown()),
        }
    }
}

impl<C: ?Sized> fmt::Debug for Toolset<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.tools.iter().map(|listed| listed.tool.spec().name)).finish()
    }
}

/// Tells the log what the model is told, and what lies beneath; never the arguments.
fn log(tool: &str, caller: &Caller, error: &ToolError) {
    let source = std::error::Error::source(error);
    match error.code() {
        ErrorCode::Internal => tracing::error!(tool, caller = caller.name(), source, "{}", error.cause()),
        code => tracing::debug!(tool, caller = caller.name(), ?code, source, "{}", error.cause()),
    }
}

/// The names that every client of the day accepts: what Claude, `OpenAI` and Gemini agree on.
fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
}
