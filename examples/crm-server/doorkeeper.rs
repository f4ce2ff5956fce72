//! Who may do what: from a credential, wherever it comes from, to a caller and the CRM it is bound to.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::{HeaderMap, request::Parts};
use crm_mcp_core::{
    Caller, Scope,
    transport::http::{Authenticator, Session, Unauthorized},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{Client, HighLevel, InvalidCredential, InvalidId, scopes},
    sandbox::{self, Sandbox},
};
use secrecy::ExposeSecret;

use crate::{
    Error,
    args::{Args, Credential, credential_from_environment},
};

/// Leads each credential to its CRM: the sandbox's tokens to the sandbox, all others to HighLevel.
pub(crate) struct Doorkeeper {
    sandbox: Client,
    vendor: Client,
    /// What the vendor's tokens may do; the vendor has no way to ask.
    vendor_scopes: Vec<String>,
    /// The owner's, for clients that send none; without it those get the sandbox.
    standing: Option<Credential>,
}

/// Why a credential leads nowhere. Never repeats the token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("the location is not usable: {0}")]
    Location(#[from] InvalidId),
    #[error("the token is not usable: {0}")]
    Token(#[from] InvalidCredential),
    #[error("`{0}` is none of the scopes that the tools use: {known}", known = known().collect::<Vec<_>>().join(", "))]
    Scope(String),
}

/// The scopes that the tools use.
fn known() -> impl Iterator<Item = &'static str> {
    scopes::ALL.iter().map(Scope::as_str)
}

/// The scopes of a list that separates them by commas or spaces.
fn listed(text: &str) -> Result<Vec<String>, Unusable> {
    let names = text.split([',', ' ']).filter(|name| !name.is_empty());
    names
        .map(|name| {
            known().find(|known| *known == name).ok_or_else(|| Unusable::Scope(name.to_owned())).map(Into::into)
        })
        .collect()
}

impl Doorkeeper {
    pub(crate) async fn new(args: &Args) -> Result<Self, Error> {
        let sandbox = match &args.data {
            Some(file) => Sandbox::open(file).await?,
            None => Sandbox::in_memory().await?,
        };
        let doorkeeper = Self {
            sandbox: Client::over(InProcess::new(sandbox.router())),
            vendor: Client::connect()?.with_base_url(&args.highlevel_url)?,
            vendor_scopes: args.scopes.as_deref().map_or_else(|| Ok(known().map(Into::into).collect()), listed)?,
            standing: credential_from_environment()?,
        };
        doorkeeper.standing()?;
        Ok(doorkeeper)
    }

    /// Whether clients that send no credential act with the owner's.
    pub(crate) fn holds_credential(&self) -> bool {
        self.standing.is_some()
    }

    /// The location of clients that send no credential.
    pub(crate) fn location(&self) -> &str {
        self.standing.as_ref().map_or(sandbox::LOCATION_ID, |credential| &credential.location)
    }

    /// The session of a client that sends no credential.
    pub(crate) fn standing(&self) -> Result<Session<HighLevel>, Unusable> {
        self.admit(self.standing_credential(), None)
    }

    fn standing_credential(&self) -> Credential {
        self.standing.clone().unwrap_or_else(|| Credential::new(sandbox::TOKEN, sandbox::LOCATION_ID))
    }

    /// Binds a credential to its CRM and to what it may do there; `only` narrows that further.
    fn admit(&self, credential: Credential, only: Option<&str>) -> Result<Session<HighLevel>, Unusable> {
        let Credential { token, location } = credential;
        let (client, mut granted) = match sandbox::scopes_of(token.expose_secret()) {
            Some(granted) => (&self.sandbox, granted.iter().map(|scope| (*scope).to_owned()).collect()),
            None => (&self.vendor, self.vendor_scopes.clone()),
        };
        if let Some(only) = only.map(listed).transpose()? {
            granted.retain(|scope| only.contains(scope));
        }
        let caller = Caller::with_scopes(location.as_str(), granted);
        Ok(Session { caller, context: Arc::new(HighLevel::new(client, token, location.parse()?)?) })
    }
}

#[async_trait]
impl Authenticator<HighLevel> for Doorkeeper {
    async fn authenticate(&self, request: &Parts) -> Result<Session<HighLevel>, Unauthorized> {
        let authorization = header(&request.headers, "authorization")?;
        let location = header(&request.headers, "locationId")?;
        let credential = match (authorization, location) {
            (None, None) => self.standing_credential(),
            (Some(authorization), Some(location)) => Credential::new(bearer(authorization)?, location),
            (Some(_), None) => {
                return Err(Unauthorized::Malformed("send the token's location: `locationId: <id>`".into()));
            }
            (None, Some(_)) => {
                return Err(Unauthorized::Missing("send `Authorization: Bearer <token>` beside `locationId`".into()));
            }
        };
        let only = header(&request.headers, "crm-scopes")?;
        self.admit(credential, only).map_err(|unusable| Unauthorized::Malformed(unusable.to_string()))
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, Unauthorized> {
    let malformed = |_| Unauthorized::Malformed(format!("the header `{name}` holds characters that it may not"));
    headers.get(name).map(|value| value.to_str().map_err(malformed)).transpose()
}

fn bearer(authorization: &str) -> Result<&str, Unauthorized> {
    match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(Unauthorized::Malformed("`Authorization` is `Bearer <token>`".into())),
    }
}
