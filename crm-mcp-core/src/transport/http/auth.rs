//! Who sent a request, and what their tools work on.

use std::sync::Arc;

use async_trait::async_trait;
use http::{HeaderMap, HeaderValue, header::GetAll, request::Parts};

use crate::access::Session;

/// Tells from a request's headers who calls and what the tools work on for them.
///
/// The service calls this for every request. If a look-up is slow, cache its result inside the authenticator.
///
/// ```
/// use crm_mcp_core::{
///     Caller, Session, async_trait,
///     transport::http::{Authenticator, Unauthorized, single_header},
/// };
/// use http::request::Parts;
/// use std::sync::Arc;
///
/// struct OneKey(String);
///
/// #[async_trait]
/// impl Authenticator<()> for OneKey {
///     async fn authenticate(&self, request: &Parts) -> Result<Session<()>, Unauthorized> {
///         match single_header(&request.headers, "x-api-key")? {
///             Some(key) if key == self.0 => Ok(Session::new(Caller::trusted("me"), Arc::new(()))),
///             Some(_) => Err(Unauthorized::Invalid("this key is not known".to_owned())),
///             None => Err(Unauthorized::Missing("send a key in `x-api-key`".to_owned())),
///         }
///     }
/// }
/// ```
#[async_trait]
pub trait Authenticator<C: ?Sized>: Send + Sync + 'static {
    /// Who sent this request.
    async fn authenticate(&self, request: &Parts) -> Result<Session<C>, Unauthorized>;
}

/// Lets everybody in, as the same caller.
#[async_trait]
impl<C: ?Sized + Send + Sync + 'static> Authenticator<C> for Session<C> {
    async fn authenticate(&self, _: &Parts) -> Result<Self, Unauthorized> {
        Ok(self.clone())
    }
}

#[async_trait]
impl<C, T> Authenticator<C> for Arc<T>
where
    C: ?Sized + Send + Sync + 'static,
    T: Authenticator<C> + ?Sized,
{
    async fn authenticate(&self, request: &Parts) -> Result<Session<C>, Unauthorized> {
        T::authenticate(self, request).await
    }
}

#[async_trait]
impl<C, T> Authenticator<C> for Box<T>
where
    C: ?Sized + Send + Sync + 'static,
    T: Authenticator<C> + ?Sized,
{
    async fn authenticate(&self, request: &Parts) -> Result<Session<C>, Unauthorized> {
        T::authenticate(self, request).await
    }
}

/// An authenticator that is a function, for what takes no time to find out.
///
/// What a middleware has put into the extensions of a request is there too:
///
/// ```
/// use crm_mcp_core::{
///     Caller, Session,
///     transport::http::{Unauthorized, authenticate_with},
/// };
/// use std::sync::Arc;
///
/// #[derive(Clone)]
/// struct User(String);
///
/// let authenticator = authenticate_with(|request| match request.extensions.get::<User>() {
///     Some(User(name)) => Ok(Session::new(Caller::trusted(name.as_str()), Arc::new(()))),
///     None => Err(Unauthorized::Missing("sign in first".to_owned())),
/// });
/// ```
pub fn authenticate_with<C, F>(function: F) -> AuthenticateWith<F>
where
    C: ?Sized + Send + Sync + 'static,
    F: Fn(&Parts) -> Result<Session<C>, Unauthorized> + Send + Sync + 'static,
{
    AuthenticateWith(function)
}

/// An [`Authenticator`] that is a function, made by [`authenticate_with`].
#[derive(Debug, Clone, Copy)]
pub struct AuthenticateWith<F>(F);

#[async_trait]
impl<C, F> Authenticator<C> for AuthenticateWith<F>
where
    C: ?Sized + Send + Sync + 'static,
    F: Fn(&Parts) -> Result<Session<C>, Unauthorized> + Send + Sync + 'static,
{
    async fn authenticate(&self, request: &Parts) -> Result<Session<C>, Unauthorized> {
        (self.0)(request)
    }
}

/// The value of a header that a request has once or not at all.
///
/// [`HeaderMap::get`] gives the first of several values. A proxy may use another value than the server. Then a client that
/// adds a header could change what the first one says.
///
/// # Errors
///
/// [`Unauthorized::Malformed`] if there are several values, or if the value is not visible ASCII.
pub fn single_header<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, Unauthorized> {
    let unreadable = |_| Unauthorized::Malformed(format!("the header `{name}` holds characters that it may not"));
    once(headers.get_all(name), name)?.map(|value| value.to_str().map_err(unreadable)).transpose()
}

/// The same, whatever bytes the value has.
pub(super) fn once<'a>(values: GetAll<'a, HeaderValue>, name: &str) -> Result<Option<&'a HeaderValue>, Unauthorized> {
    let mut values = values.into_iter();
    let first = values.next();
    match values.next() {
        None => Ok(first),
        Some(_) => Err(Unauthorized::Malformed(format!("send the header `{name}` once"))),
    }
}

/// Why a request was not let in. The message goes to the client: it says what to send, and never repeats what came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unauthorized {
    /// There is no credential: 401.
    #[error("{0}")]
    Missing(String),
    /// There is one, and it is not valid: 401 with `error="invalid_token"`.
    #[error("{0}")]
    Invalid(String),
    /// What belongs to the credential is missing or malformed: 400.
    #[error("{0}")]
    Malformed(String),
    /// It cannot be found out now: 503. The client keeps its credential and tries again.
    #[error("{0}")]
    Unavailable(String),
}
