//! What the model is told when a tool fails: a code, what happened, the next step. The source chain is for the log only.

use std::{borrow::Cow, error::Error, fmt};

use serde::Serialize;

use super::fault::Fault;
use crate::wire::excerpt::ends;

/// Why a tool failed, in a form that a model can act on.
///
/// It becomes a tool result with `isError: true`; its [`Display`](fmt::Display) is the text the model reads. The
/// source, if any, never leaves the process.
///
/// ```
/// use crm_mcp_core::{ErrorCode, ToolError};
///
/// let error = ToolError::new(ErrorCode::NotFound, "there is no contact c1")
///     .with_next_step("search with contacts_get-contacts");
/// assert_eq!(error.to_string(), "there is no contact c1. Next: search with contacts_get-contacts.");
/// ```
pub struct ToolError(Box<Inner>);

struct Inner {
    code: ErrorCode,
    message: Cow<'static, str>,
    next_step: Option<Cow<'static, str>>,
    details: serde_json::Map<String, serde_json::Value>,
    faults: Vec<Fault>,
    /// What the operator is told, if the operator is told of it.
    operator_note: Option<Cow<'static, str>>,
    source: Option<Box<dyn Error + Send + Sync>>,
    /// Whether the log has it. A tool may hand on the error of a tool that it has called.
    is_logged: bool,
}

/// The most bytes of a message or a step. Authors put texts of callers and vendors into them, which may be of any length.
const LONGEST: usize = 2000;

/// The words, or the two ends of them if they are too long.
fn bounded(words: Cow<'static, str>) -> Cow<'static, str> {
    if words.len() <= LONGEST { words } else { ends(&words, LONGEST).into_owned().into() }
}

/// An error that the function of a tool, a prompt or a resource may return: a [`ToolError`], and all that has a
/// [`From`] into it.
///
/// Nothing says what a model should be told of other errors. [`ToolError::internal`] tells the model of an internal error
/// and keeps the rest for the log:
///
/// ```
/// use crm_mcp_core::ToolError;
///
/// async fn motto() -> Result<String, ToolError> {
///     std::fs::read_to_string("motto.txt").map_err(ToolError::internal)
/// }
/// ```
///
/// For an error of your own that says more, write the `From` once, and `?` does the rest.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a tool, a prompt or a resource",
    label = "nothing turns this into a `ToolError`",
    note = "return `Result<_, ToolError>`, and write `.map_err(ToolError::internal)?` where the fault is your program's: the \
            model is told of an internal error, the log of its cause",
    note = "for that a `Box<dyn Error>` has to be a `Box<dyn Error + Send + Sync>`",
    note = "of an error type of your own you can say what the model is told: `impl From<{Self}> for ToolError`"
)]
pub trait IntoToolError {
    /// The error as a model may read it.
    fn into_tool_error(self) -> ToolError;
}

#[diagnostic::do_not_recommend]
impl<E: Into<ToolError>> IntoToolError for E {
    fn into_tool_error(self) -> ToolError {
        self.into()
    }
}

/// The kind of failure, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorCode {
    /// The arguments do not fit the tool's schema, or the CRM refused their values.
    InvalidArguments,
    /// What the call names does not exist.
    NotFound,
    /// It clashes with something that exists.
    Conflict,
    /// The CRM does not accept the credential.
    Unauthenticated,
    /// The credential is good and does not reach this far.
    PermissionDenied,
    /// The CRM will not do this, whatever the arguments' form.
    Refused,
    /// Too many requests; later it will work.
    RateLimited,
    /// The CRM could not be reached or did not answer properly.
    Unavailable,
    /// A fault of this program.
    Internal,
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(formatter)
    }
}

impl ToolError {
    /// An error with what happened, in words that start in lower case and end without a full stop. Of what a caller sent, name
    /// an [`excerpt`](crate::excerpt()); of words over 2000 bytes only the two ends are kept.
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            code,
            message: bounded(message.into()),
            next_step: None,
            details: serde_json::Map::new(),
            faults: Vec::new(),
            operator_note: None,
            source: None,
            is_logged: false,
        }))
    }

    /// The arguments' faults, all of them.
    pub fn invalid_arguments(faults: Vec<Fault>) -> Self {
        let mut error = Self::new(ErrorCode::InvalidArguments, "the arguments do not fit")
            .with_next_step("correct what is listed and call again");
        error.0.faults = faults;
        error
    }

    /// A fault of this program: the model learns that there was one, the log learns which.
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(ErrorCode::Internal, "internal error").with_source(source)
    }

    /// What the model should do now.
    #[must_use]
    pub fn with_next_step(mut self, step: impl Into<Cow<'static, str>>) -> Self {
        self.0.next_step = Some(bounded(step.into()));
        self
    }

    /// A fact for programs: `contactId`, `retryAfterSeconds`. What the model must know belongs into the words.
    #[must_use]
    pub fn with_detail(mut self, name: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.0.details.insert(name.into(), value.into());
        self
    }

    /// The same error, of which the operator of the server hears too: the log warns in these words, with the source, at the level
    /// that is read by default. For what a setting of the server causes, such as a token that has ended. The words are the log's:
    /// leave out what a CRM repeats of somebody's record.
    #[must_use]
    pub fn with_operator_note(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.0.operator_note = Some(words.into());
        self
    }

    /// What the operator is told, if the operator is told of it ([`with_operator_note`](Self::with_operator_note)).
    pub fn operator_note(&self) -> Option<&str> {
        self.0.operator_note.as_deref()
    }

    /// The error beneath, for the log only.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Whether the log has it already; it has it after this.
    pub(crate) fn was_logged(&mut self) -> bool {
        std::mem::replace(&mut self.0.is_logged, true)
    }

    /// The kind of failure.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// What happened, in words.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The next step to take, where there is one.
    pub fn next_step(&self) -> Option<&str> {
        self.0.next_step.as_deref()
    }

    /// The facts attached, by name.
    pub fn details(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.0.details
    }

    /// What is wrong with the arguments; empty unless the code is [`ErrorCode::InvalidArguments`].
    pub fn faults(&self) -> &[Fault] {
        &self.0.faults
    }
}

impl fmt::Display for ToolError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())?;
        for (index, fault) in self.0.faults.iter().enumerate() {
            write!(formatter, "{} {fault}", if index == 0 { ":" } else { ";" })?;
        }
        match self.next_step() {
            Some(step) => write!(formatter, ". Next: {step}."),
            None => formatter.write_str("."),
        }
    }
}

impl fmt::Debug for ToolError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ToolError")
            .field("code", &self.0.code)
            .field("message", &self.0.message)
            .field("next_step", &self.0.next_step)
            .field("details", &self.0.details)
            .field("faults", &self.0.faults)
            .field("source", &self.0.source)
            .finish()
    }
}

impl Error for ToolError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// The machine-readable copy, for the `_meta` of the result.
impl Serialize for ToolError {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Facts<'a> {
            code: ErrorCode,
            message: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            next: Option<&'a str>,
            #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
            details: &'a serde_json::Map<String, serde_json::Value>,
            #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
            faults: &'a [Fault],
        }
        Facts {
            code: self.code(),
            message: self.message(),
            next: self.next_step(),
            details: self.details(),
            faults: self.faults(),
        }
        .serialize(serializer)
    }
}
