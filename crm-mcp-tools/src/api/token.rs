//! Where the token of a request comes from, and why there may be none.

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};

/// What gives the token of a grant, for instance a store of OAuth tokens.
///
/// At one tenant of one client, only one renewal of a grant is under way at a time. A source that serves several tenants or
/// clients takes a lock of its own: where each renewal ends the refresh token, a second one at once would end the grant.
///
/// A renewal runs in a task of its own, so a caller that gives up does not break it off.
#[async_trait]
pub trait TokenSource: Send + Sync + 'static {
    /// The token as it is now. It is asked for before each request, so it should be at hand.
    ///
    /// This is dropped unfinished where the call that asks has no more time.
    async fn token(&self) -> Result<SecretString, TokenError>;

    /// A new token in place of one that the CRM has refused. It may take 30 seconds; then it is dropped unfinished.
    ///
    /// If the source has another token by now, it gives that one. A failure is told to all who have the refused token, for 10
    /// seconds, or for a minute where the grant has ended; then this is asked again. By default a token cannot be renewed;
    /// then the caller is told what the CRM said.
    async fn renew(&self, refused: &SecretString) -> Result<SecretString, TokenError> {
        _ = refused;
        Err(TokenError::NotRenewable)
    }
}

/// Why there is no token. The words are for the operator's log: leave out tokens and other secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// There is none at the moment, and there may be one later. The model is told to call again.
    #[error("the token is unavailable: {0}")]
    Unavailable(String),
    /// The grant has ended, and somebody must give a new one. The model is told to tell the operator.
    #[error("the grant has ended: {0}")]
    Revoked(String),
    /// The source has no other token than the one that was refused.
    #[error("the token cannot be renewed")]
    NotRenewable,
}

impl TokenError {
    /// The same error, whose words do not hold this token.
    pub(crate) fn without(self, token: &SecretString) -> Self {
        let scrubbed = |words: String| words.replace(token.expose_secret(), "[token]");
        match self {
            Self::Unavailable(words) => Self::Unavailable(scrubbed(words)),
            Self::Revoked(words) => Self::Revoked(scrubbed(words)),
            Self::NotRenewable => Self::NotRenewable,
        }
    }
}
