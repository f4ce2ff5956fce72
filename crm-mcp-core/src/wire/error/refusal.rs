//! Why somebody got nothing of what it asked for.

use super::tool::{ErrorCode, ToolError};
use crate::wire::excerpt::{NAME, beginning};

/// Why a tool, a prompt or a resource gave no result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// There is no such thing, or not for this caller.
    #[error(transparent)]
    Unknown(#[from] Unknown),
    /// The caller lacks rights which it could obtain.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It ran and failed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// The program that made the call has cancelled it.
    #[error("the call was cancelled")]
    Cancelled,
}

/// What the model is told where a tool calls another one with `?`.
impl From<CallError> for ToolError {
    fn from(error: CallError) -> Self {
        let code = match error {
            CallError::Tool(error) => return error,
            CallError::Unknown(_) => ErrorCode::NotFound,
            CallError::Denied(_) => ErrorCode::PermissionDenied,
            CallError::Cancelled => ErrorCode::Unavailable,
        };
        Self::new(code, error.to_string())
    }
}

impl CallError {
    /// With the name that was probably meant, if what was asked for is unknown.
    pub(crate) fn suggesting(self, nearest: impl FnOnce() -> Option<String>) -> Self {
        match self {
            Self::Unknown(unknown) => Self::Unknown(Unknown { suggestion: nearest(), ..unknown }),
            other => other,
        }
    }
}

/// A tool, a prompt or a resource that does not exist, or not for this caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} `{name}`{}", suggestion.as_ref().map(|name| format!(" (did you mean {name}?)")).unwrap_or_default())]
pub struct Unknown {
    kind: &'static str,
    name: String,
    suggestion: Option<String>,
}

impl Unknown {
    pub(crate) fn new(kind: &'static str, name: &str) -> Self {
        Self { kind, name: beginning(name, NAME).into_owned(), suggestion: None }
    }

    /// What was asked for: `tool`, `prompt` or `resource`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The name that was asked for; the URI of a resource. Of a long one it is the beginning, 200 characters and `…`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that was probably meant: one of those that the caller is shown.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

/// Something that was refused for want of rights which the caller could obtain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} `{name}` needs the scopes: {}", scopes.join(" "))]
pub struct Denied {
    kind: &'static str,
    name: String,
    scopes: Vec<String>,
}

impl Denied {
    pub(crate) fn new(kind: &'static str, name: &str, scopes: Vec<String>) -> Self {
        Self { kind, name: name.to_owned(), scopes }
    }

    /// What was asked for: `tool`, `prompt` or `resource`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Its name; of a resource the URI, or the template of it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Everything that is needed: all scopes, those already granted included, and the tier if the caller's is too low or
    /// was granted as a scope. The tier is never lower than one that was granted as a scope. One request for these is
    /// enough.
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }
}
