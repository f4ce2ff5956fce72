//! A right to act on a tenant: its id, its app, and where its token comes from.

use std::{fmt, sync::Arc};

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::api::{TokenError, TokenSource};

/// The credential could never be one. It is not repeated here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a token is not empty and consists of visible ASCII characters")]
pub struct InvalidCredential;

/// A right to act on a tenant. It has a stable id, and its token may be renewed.
///
/// What a client counts and remembers, it counts and remembers for a tenant and a grant's id and app, whatever the token is.
/// So another `Grant` with the same id and app is the same grant there: it has the same pace, and the same renewal of its
/// token. At another tenant, and of another client, it has its own.
///
/// ```
/// use async_trait::async_trait;
/// use crm_mcp_tools::{api::{TokenError, TokenSource}, crm::Grant};
/// use secrecy::SecretString;
///
/// struct Stored { installation: u64 }
///
/// #[async_trait]
/// impl TokenSource for Stored {
///     async fn token(&self) -> Result<SecretString, TokenError> {
///         # let read = |_| Some("token".to_owned());
///         read(self.installation).map(Into::into).ok_or_else(|| TokenError::Revoked("not installed".into()))
///     }
///
///     async fn renew(&self, _refused: &SecretString) -> Result<SecretString, TokenError> {
///         // Gives the stored token if it is another one by now. Otherwise exchanges the refresh token, and stores what
///         // comes of it.
///         # let exchange = |_| Err::<SecretString, _>("HTTP status 502".to_owned());
///         exchange(self.installation).map_err(TokenError::Unavailable)
///     }
/// }
///
/// let grant = Grant::new("installation-7", Stored { installation: 7 }).of_app("app-1");
/// ```
#[derive(Clone)]
pub struct Grant {
    pub(super) id: GrantId,
    pub(super) app: Option<Arc<str>>,
    source: Source,
}

/// What tells grants of one tenant apart.
#[derive(Clone)]
pub(super) enum GrantId {
    /// As the embedder names it.
    Named(Arc<str>),
    /// A digest of a token that never changes. It cannot be turned back into the token.
    OfToken([u8; 32]),
}

#[derive(Clone)]
enum Source {
    Fixed(SecretString),
    Asked(Arc<dyn TokenSource>),
}

impl Grant {
    /// The grant with this id, whose token the source gives. Ids are as unique as the grants of a tenant, and no secrets.
    pub fn new(id: impl Into<Arc<str>>, source: impl TokenSource) -> Self {
        Self { id: GrantId::Named(id.into()), app: None, source: Source::Asked(Arc::new(source)) }
    }

    /// A grant whose token is this one and no other. Its id is made of the token.
    pub fn fixed(token: SecretString) -> Result<Self, InvalidCredential> {
        check(&token)?;
        let id = GrantId::OfToken(digest(&token));
        Ok(Self { id, app: None, source: Source::Fixed(token) })
    }

    /// The same grant, given to the app with this id. The CRM counts the requests of an app at a tenant as one, so all
    /// grants of the app there have one pace: what the CRM tells one of them holds for the others. Grants of other apps
    /// have a pace of their own.
    ///
    /// Say it where you know it, and each time; never of a token that a caller brings, who could then use up the pace of
    /// others by naming their app. Without it, grants of a tenant share its limit against bursts until the
    /// CRM's counts show that it counts them apart.
    #[must_use]
    pub fn of_app(self, app: impl Into<Arc<str>>) -> Self {
        Self { app: Some(app.into()), ..self }
    }

    /// The source that is asked for tokens; none where the token never changes.
    pub(super) fn source(&self) -> Option<&Arc<dyn TokenSource>> {
        match &self.source {
            Source::Asked(source) => Some(source),
            Source::Fixed(_) => None,
        }
    }

    /// The token as it is now.
    pub(super) async fn token(&self) -> Result<SecretString, TokenError> {
        match &self.source {
            Source::Fixed(token) => Ok(token.clone()),
            Source::Asked(source) => checked(source.token().await?),
        }
    }
}

/// A token that a source gave, if it can be one.
pub(super) fn checked(token: SecretString) -> Result<SecretString, TokenError> {
    match check(&token) {
        Ok(()) => Ok(token),
        Err(why) => Err(TokenError::Revoked(format!("its source gave what is no token: {why}"))),
    }
}

fn check(token: &SecretString) -> Result<(), InvalidCredential> {
    let token = token.expose_secret();
    let is_valid = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    if is_valid { Ok(()) } else { Err(InvalidCredential) }
}

pub(super) fn digest(token: &SecretString) -> [u8; 32] {
    Sha256::digest(token.expose_secret()).into()
}

impl fmt::Debug for Grant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = match &self.id {
            GrantId::Named(id) => id,
            GrantId::OfToken(_) => "of a token",
        };
        formatter.debug_struct("Grant").field("id", &id).field("app", &self.app).finish_non_exhaustive()
    }
}
