//! Who may do what: from a credential, wherever it comes from, to a caller and the CRM it is bound to.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::request::Parts;
use crm_mcp_core::{
    Caller, Scope, Session, Tier, excerpt,
    transport::http::{Authenticator, Unauthorized, single_header},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{Client, Confirm, HighLevel, InvalidCredential, InvalidId, scopes},
    sandbox::{self, Sandbox},
};
use secrecy::ExposeSecret;

use crate::{
    Error,
    args::{Args, Credential, credential_from_environment},
    identity::Identities,
};

/// Leads each credential to its CRM: the sandbox's tokens to the sandbox, if there is one, and all others to HighLevel.
pub(crate) struct Credentials {
    sandbox: Option<Client>,
    vendor: Client,
    identities: Identities,
    /// What the vendor's tokens may do; the vendor has no way to ask.
    vendor_scopes: Vec<String>,
    /// The highest class of effects that anybody is granted.
    tier: Tier,
    answer_bytes: usize,
    confirm: Confirm,
    /// For clients that send no credential.
    fallback: Option<Fallback>,
}

/// Whose credential clients act with that send none.
#[derive(Clone)]
pub(crate) enum Fallback {
    /// The one in the environment.
    Owner(Credential),
    /// The sandbox's.
    Demo,
}

impl Fallback {
    fn credential(&self) -> Credential {
        match self {
            Self::Owner(credential) => credential.clone(),
            Self::Demo => Credential::new(sandbox::TOKEN, sandbox::LOCATION_ID),
        }
    }
}

/// Why a credential leads nowhere. Never repeats the token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("the location is not usable: {0}")]
    Location(#[from] InvalidId),
    #[error("the token is not usable: {0}")]
    Token(#[from] InvalidCredential),
    #[error("`{0}` is not a scope of HighLevel; there are: {known}", known = known().collect::<Vec<_>>().join(", "))]
    Scope(String),
    #[error("the list of scopes is empty; leave it out for all scopes, or name some: {known}", known = known().collect::<Vec<_>>().join(", "))]
    NoScope,
}

/// The scopes that a token may have.
fn known() -> impl Iterator<Item = &'static str> {
    scopes::ALL.iter().map(Scope::as_str)
}

/// The scopes of a list that separates them by commas or spaces. A list of none is a mistake: it would hide every tool.
fn listed(text: &str) -> Result<Vec<String>, Unusable> {
    if text.trim().is_empty() {
        return Err(Unusable::NoScope);
    }
    let names = text.split([',', ' ']).filter(|name| !name.is_empty());
    names
        .map(|name| {
            known()
                .find(|known| *known == name)
                .ok_or_else(|| Unusable::Scope(excerpt(name).into_owned()))
                .map(Into::into)
        })
        .collect()
}

impl Credentials {
    pub(crate) fn new(args: &Args, sandbox: Option<&Sandbox>) -> Result<Self, Error> {
        let vendor = Client::connect()?;
        let vendor = match &args.highlevel_url {
            Some(url) => vendor.with_base_url(url)?,
            None => vendor,
        };
        let sandbox = sandbox.map(|sandbox| Client::over(InProcess::new(sandbox.router())));
        let owner = credential_from_environment()?.map(Fallback::Owner);
        let fallback = owner.or_else(|| sandbox.is_some().then_some(Fallback::Demo));
        let vendor_scopes = args.scopes.as_deref().map_or_else(|| Ok(known().map(Into::into).collect()), listed)?;
        let tier = if args.read_only { Tier::Read } else { Tier::WriteDestructive };
        let credentials = Self {
            sandbox,
            vendor,
            identities: Identities::new()?,
            vendor_scopes,
            tier,
            answer_bytes: args.answer_bytes,
            confirm: args.confirm.clone(),
            fallback,
        };
        // A credential that could never work is better known now than at the first call.
        credentials.fallback().map(|fallback| credentials.admit(fallback.credential(), None)).transpose()?;
        Ok(credentials)
    }

    /// Whose credential clients act with that send none; none if they must send one.
    pub(crate) fn fallback(&self) -> Option<&Fallback> {
        self.fallback.as_ref()
    }

    /// The callers that there can be, each with all that it can be granted. On stdio there is only one.
    pub(crate) fn callers(&self, is_stdio: bool) -> Result<Vec<(&'static str, Caller)>, Unusable> {
        let demo = matches!(self.fallback, Some(Fallback::Demo)).then(|| Fallback::Demo.credential());
        let demo = demo.map(|credential| self.admit(credential, None)).transpose()?;
        let demo = demo.map(|session| ("clients without a token", session.caller));
        let vendor = Caller::with_scopes("HighLevel", self.vendor_scopes.clone()).with_tier(self.tier);
        let vendor = (demo.is_none() || !is_stdio).then_some(("clients with a HighLevel token", vendor));
        Ok(vendor.into_iter().chain(demo).collect())
    }

    /// The session of the one client there is on stdio.
    pub(crate) fn only_session(&self) -> Result<Session<HighLevel>, Error> {
        let fallback =
            self.fallback().ok_or("set HIGHLEVEL_TOKEN and HIGHLEVEL_LOCATION: on stdio no client sends them")?;
        Ok(self.admit(fallback.credential(), None)?)
    }

    /// Binds a credential to its CRM and to what it may do there; `only` narrows that further.
    fn admit(&self, credential: Credential, only: Option<&str>) -> Result<Session<HighLevel>, Unusable> {
        let identity = self.identities.of(&credential);
        let Credential { token, location } = credential;
        let of_sandbox = sandbox::scopes_of(token.expose_secret());
        let client = self.sandbox.as_ref().filter(|_| of_sandbox.is_some()).unwrap_or(&self.vendor);
        let mut granted = of_sandbox.map_or_else(
            || self.vendor_scopes.clone(),
            |scopes| scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        );
        if let Some(only) = only.map(listed).transpose()? {
            granted.retain(|scope| only.contains(scope));
        }
        let caller = Caller::with_scopes(location.as_str(), granted).with_tier(self.tier).identified_by(identity);
        let crm = HighLevel::new(client, token, location.parse()?)?
            .with_answer_size(self.answer_bytes)
            .with_confirmation(self.confirm.clone());
        Ok(Session::new(caller, Arc::new(crm)))
    }
}

#[async_trait]
impl Authenticator<HighLevel> for Credentials {
    async fn authenticate(&self, request: &Parts) -> Result<Session<HighLevel>, Unauthorized> {
        let authorization = single_header(&request.headers, "authorization")?;
        let location = single_header(&request.headers, "locationId")?;
        let credential = match (authorization, location, self.fallback()) {
            (Some(authorization), Some(location), _) => Credential::new(bearer(authorization)?, location),
            (Some(_), None, _) => {
                return Err(Unauthorized::Malformed("send the token's location: `locationId: <id>`".into()));
            }
            (None, None, Some(fallback)) => fallback.credential(),
            (None, _, _) => {
                let message =
                    "send a HighLevel token and its location: `Authorization: Bearer <token>`, `locationId: <id>`";
                return Err(Unauthorized::Missing(message.into()));
            }
        };
        let only = single_header(&request.headers, "crm-scopes")?;
        self.admit(credential, only).map_err(|unusable| Unauthorized::Malformed(unusable.to_string()))
    }
}

fn bearer(authorization: &str) -> Result<&str, Unauthorized> {
    match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(Unauthorized::Malformed("`Authorization` is `Bearer <token>`".into())),
    }
}
