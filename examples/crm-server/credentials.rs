//! Who may do what: from a credential, wherever it comes from, to a caller and the CRM it is bound to.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::request::Parts;
use crm_mcp_core::{
    Caller, Session, Tier,
    transport::http::{Authenticator, Unauthorized, single_header},
};
use crm_mcp_tools::{
    api::InProcess,
    crm::{Client, Confirm, Crm},
};
use serving::ServedSandbox;

use crate::{
    Error,
    crms::served_crm::ServedCrm,
    identity::Identities,
    rights::{Rights, listed},
    settings::Settings,
};

/// Leads each credential to its CRM: the sandbox's to the sandbox, if there is one, and all others to the vendor.
pub(crate) struct Credentials<S: ServedCrm> {
    sandbox: Option<Client<S::Dialect>>,
    vendor: Client<S::Dialect>,
    identities: Identities,
    /// The scopes of the vendor's credentials, since the vendor has no way to ask; and the highest tier of anybody.
    allowed: Rights,
    answer_bytes: usize,
    confirm: Confirm,
    /// For clients that send no credential.
    fallback: Option<Fallback<S>>,
}

/// What clients act with that send no credential.
pub(crate) struct Fallback<S: ServedCrm> {
    credential: S::Credential,
    /// The highest tier that it is used with.
    tier: Tier,
    pub(crate) whose: Whose,
}

/// Whose credential clients act with that send none.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The one in the environment.
    Owner,
    /// The sandbox's.
    Demo,
}

impl<S: ServedCrm> Fallback<S> {
    /// For the owner to read: to whose data the credential leads.
    pub(crate) fn tenant(&self) -> String {
        S::tenant(&self.credential)
    }

    /// The highest tier that it is used with.
    pub(crate) fn tier(&self) -> Tier {
        self.tier
    }
}

/// What a credential leads to, or why it leads nowhere, which never repeats the token.
type Admission<S> = Result<Session<Crm<<S as ServedCrm>::Dialect>>, String>;

impl<S: ServedCrm> Credentials<S> {
    pub(crate) fn new(settings: &Settings<'_>, sandbox: Option<&S::Sandbox>) -> Result<Self, Error> {
        let vendor = Client::connect()?;
        let vendor = match settings.url {
            Some(url) => vendor.with_base_url(url)?,
            None => vendor,
        };
        let mut allowed = Rights::named(settings.scopes.unwrap_or_default(), &(S::OFFER.scopes)());
        if settings.read_only {
            allowed.tier = Tier::Read;
        }
        let given = S::given_in_environment()?;
        let whose = if given.credential.is_some() { Whose::Owner } else { Whose::Demo };
        let credential = given.credential.or_else(|| sandbox.is_some().then(S::of_sandbox));
        let credentials = Self {
            sandbox: sandbox.map(|sandbox| Client::over(InProcess::new(sandbox.router()))),
            vendor,
            identities: Identities::new()?,
            allowed,
            answer_bytes: settings.answer_bytes,
            confirm: settings.confirm.clone(),
            fallback: credential.map(|credential| Fallback { credential, tier: given.tier, whose }),
        };
        // A credential that could never work is better known now than at the first call.
        credentials.admit_fallback().transpose()?;
        Ok(credentials)
    }

    /// What clients act with that send no credential; none if they must send one.
    pub(crate) fn fallback(&self) -> Option<&Fallback<S>> {
        self.fallback.as_ref()
    }

    /// The callers that there can be, each with all that it can be granted. On stdio there is only one.
    pub(crate) fn callers(&self, is_stdio: bool) -> Result<Vec<(String, Caller)>, String> {
        let without = self.admit_fallback().transpose()?.map(|session| session.caller);
        let is_alone = is_stdio && without.is_some();
        let vendor = Caller::with_scopes(S::WORDS.name, self.allowed.scopes.iter().copied());
        let (name, secret) = (S::WORDS.name, S::WORDS.secret);
        let vendor = (format!("clients with a {name} {secret}"), vendor.with_tier(self.allowed.tier));
        let without = without.map(|caller| (format!("clients without a {secret}"), caller));
        Ok((!is_alone).then_some(vendor).into_iter().chain(without).collect())
    }

    /// The session of the one client there is on stdio.
    pub(crate) fn only_session(&self) -> Result<Session<Crm<S::Dialect>>, Error> {
        let variables = S::WORDS.variables.join(" and ");
        let them = if S::WORDS.variables.len() == 1 { "it" } else { "them" };
        let none = || format!("set {variables}: on stdio no client sends {them}");
        Ok(self.admit_fallback().ok_or_else(none)??)
    }

    fn admit_fallback(&self) -> Option<Admission<S>> {
        self.fallback().map(|fallback| self.admit(fallback.credential.clone(), fallback.tier, None))
    }

    /// Binds a credential to its CRM and to what it may do there: no more than the tier, and what `only` names.
    fn admit(&self, credential: S::Credential, tier: Tier, only: Option<&str>) -> Admission<S> {
        let of_sandbox = S::scopes_in_sandbox(&credential);
        let client = self.sandbox.as_ref().filter(|_| of_sandbox.is_some()).unwrap_or(&self.vendor);
        let scopes = of_sandbox.map_or_else(|| self.allowed.scopes.clone(), <[_]>::to_vec);
        let mut granted = Rights { scopes, tier: tier.min(self.allowed.tier) };
        if let Some(only) = only {
            let known = (S::OFFER.scopes)();
            let names = listed(only, &known, S::WORDS.name)
                .map_err(|error| format!("`crm-scopes`: {}", error.without_name()))?;
            granted = granted.narrowed_to(&Rights::named(&names, &known));
        }
        let identity = self.identities.of(&S::parts(&credential));
        let crm = S::bind(client, credential)?;
        let crm = crm.with_answer_size(self.answer_bytes).with_confirmation(self.confirm.clone());
        let caller = Caller::with_scopes(crm.tenant().as_str(), granted.scopes);
        Ok(Session::new(caller.with_tier(granted.tier).identified_by(identity), Arc::new(crm)))
    }
}

#[async_trait]
impl<S: ServedCrm> Authenticator<Crm<S::Dialect>> for Credentials<S> {
    async fn authenticate(&self, request: &Parts) -> Result<Session<Crm<S::Dialect>>, Unauthorized> {
        let given = S::given_by(&request.headers)?;
        let (credential, tier) = match (given.credential, self.fallback()) {
            (Some(credential), _) => (credential, given.tier),
            (None, Some(fallback)) => (fallback.credential.clone(), fallback.tier.min(given.tier)),
            (None, None) => return Err(Unauthorized::Missing(S::WORDS.missing.into())),
        };
        let only = single_header(&request.headers, "crm-scopes")?;
        self.admit(credential, tier, only).map_err(Unauthorized::Malformed)
    }
}
