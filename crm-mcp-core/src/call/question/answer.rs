//! What comes of a question to the user: an answer, or why there is none.

use crate::{
    schema::SchemaError,
    wire::{ErrorCode, ToolError},
};

/// What a user made of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// Answered it.
    Accepted(T),
    /// Said no.
    Declined,
    /// Left it without a choice.
    Dismissed,
}

impl<T> Answer<T> {
    /// What was answered, if it was.
    pub fn accepted(self) -> Option<T> {
        match self {
            Self::Accepted(answer) => Some(answer),
            Self::Declined | Self::Dismissed => None,
        }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AskError {
    /// The client cannot be asked for this, or there is no way to it.
    #[error("this client cannot be asked; it lacks `{0}`")]
    Unable(&'static str),
    /// The client refused, in its own words.
    #[error("the client did not answer: {0}")]
    Refused(String),
    /// The answer is not what was asked for, in words.
    #[error("the answer does not fit the question: {0}")]
    Unfit(String),
    /// The type of the answer makes no form, so nothing was asked. This is a fault of the program.
    #[error("nothing was asked, for the type of the answer makes no form: {0}")]
    BadForm(#[from] SchemaError),
    /// The client is gone.
    #[error("the client is gone")]
    Gone,
    /// Nobody has answered, for as long as a question may stay open.
    #[error("nobody answered the question in time; call again when somebody is there to answer")]
    Unanswered,
    /// A tool that this call has run has changed something. A stateless client would answer by sending the request again,
    /// and the change would be made twice. Ask first, or run the tools side by side (`join!`), so that all ask in one round.
    #[error("it is too late to ask: something was changed in this call already; make one change a call")]
    TooLate,
    /// Too many questions of this caller, or of all callers, have no answer yet.
    #[error("too many questions wait for an answer; have one of them answered, then call again")]
    TooMany,
}

impl From<AskError> for ToolError {
    fn from(error: AskError) -> Self {
        match error {
            AskError::BadForm(_) => Self::internal(error),
            AskError::TooMany => Self::new(ErrorCode::RateLimited, error.to_string()),
            AskError::Gone | AskError::Unanswered => Self::new(ErrorCode::Unavailable, error.to_string()),
            AskError::Unable(_) | AskError::Refused(_) | AskError::Unfit(_) | AskError::TooLate => {
                Self::new(ErrorCode::Refused, error.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AskError;
    use crate::wire::{ErrorCode, ToolError};

    #[test]
    fn a_program_can_tell_from_the_code_whether_to_try_again() {
        for (error, code) in [
            (AskError::TooMany, ErrorCode::RateLimited),
            (AskError::Gone, ErrorCode::Unavailable),
            (AskError::Unanswered, ErrorCode::Unavailable),
            (AskError::Unable("elicitation"), ErrorCode::Refused),
            (AskError::Refused("no".to_owned()), ErrorCode::Refused),
        ] {
            assert_eq!(ToolError::from(error.clone()).code(), code, "{error}");
        }
    }
}
