//! Why a set of tools, prompts or resources was refused.

use crate::schema::SchemaError;

/// Why a set of tools, prompts or resources was refused: what is wrong with which of them.
///
/// ```
/// use crm_mcp_core::{Arguments, Effect, NoArguments, SetProblem, Tool, ToolError, ToolSpec, Toolset};
///
/// async fn ping(_: &()) -> Result<(), ToolError> {
///     Ok(())
/// }
///
/// let spec = ToolSpec::new("ping the server", Effect::Read).public();
/// let tool = Tool::new(spec, Arguments::<NoArguments>::new(), |context, _, _| Box::pin(ping(context)));
/// let error = Toolset::new([tool]).unwrap_err();
/// assert_eq!((error.kind(), error.name(), error.problem()), ("tool", "ping the server", &SetProblem::BadName));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} `{name}`: {problem}")]
pub struct SetError {
    kind: &'static str,
    name: String,
    problem: SetProblem,
}

impl SetError {
    pub(crate) fn new(kind: &'static str, name: &str, problem: SetProblem) -> Self {
        Self { kind, name: name.to_owned(), problem }
    }

    /// What was refused: `tool`, `prompt` or `resource`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Its name. A resource is named by its URI, unless its name is what is wrong.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it.
    pub fn problem(&self) -> &SetProblem {
        &self.problem
    }
}

/// What is wrong with a tool, a prompt or a resource that was to be in a set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetProblem {
    /// Some clients refuse the name.
    #[error("this is not a valid name: write 1 to 64 of A-Z a-z 0-9 _ -, beginning with a letter")]
    BadName,
    /// Nothing says who may have it.
    #[error("it does not say who may have it; name a scope with `.scope(…)`, or say `.public()`")]
    NoAccess,
    /// Some clients cannot tell the name from that of another one.
    #[error("it has the same name as `{first}` for clients that fold case and `-` to `_`; rename one")]
    SameName {
        /// The one that was listed first.
        first: String,
    },
    /// A name stands both for a field of a tool's arguments and for what the context has decided.
    #[error("`{field}` is bound, and a field of its arguments; rename the field, or do not bind it")]
    BoundField {
        /// The name of the field, or an alias of it.
        field: String,
    },
    /// The URI of a resource is not one, or its template is not of the simplest kind.
    #[error(
        "this is not a valid URI or template of URIs: write a scheme, as in `crm://pipelines`, and each variable by itself \
         between the separators, as in `crm://contacts/{{contactId}}`"
    )]
    BadUri,
    /// Two resources have URIs in common.
    #[error("it has URIs in common with `{first}`; change one")]
    SameUri {
        /// The URI, or the template, of the one that was listed first.
        first: String,
    },
    /// A variable of a template is not a field of the arguments.
    #[error("variable `{variable}` of its URI is not a field of its arguments; add one of this name")]
    NoField {
        /// The variable.
        variable: String,
    },
    /// A required field of the arguments is not a variable of the template.
    #[error("its URI has no variable `{{{field}}}` for the required field; add it, or make the field optional")]
    NoVariable {
        /// The field.
        field: String,
    },
    /// No text can stand for an argument of a prompt, or for a variable of a resource.
    #[error("`{field}` cannot come as text; make it a string, a number, a boolean or an enum")]
    NoText {
        /// The field.
        field: String,
    },
    /// A function completes an argument that the prompt does not have, or a variable that the resource does not have.
    #[error("it has no argument `{argument}` to complete; name one that it has")]
    NothingToComplete {
        /// The argument.
        argument: String,
    },
    /// MCP clients would refuse a schema, or there cannot be one.
    #[error(transparent)]
    Schema(#[from] SchemaError),
}
