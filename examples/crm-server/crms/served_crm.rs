//! What the server must be told of a CRM to serve it.

use axum::http::HeaderMap;
use crm_mcp_core::{Prompt, Resource, Tier, Tool, transport::http::Unauthorized};
use crm_mcp_tools::crm::{Client, Crm, Dialect, UnknownTool};
use serving::ServedSandbox;

/// A CRM, as the server needs to know it: its words, what it offers, and how its credentials lead to it. All else is the
/// same for every CRM.
pub(crate) trait ServedCrm: Send + Sync + 'static {
    /// Its dialect, which is all that its tools' context depends on.
    type Dialect: Dialect;
    /// What a client sends to act on it.
    type Credential: Clone + Send + Sync;
    /// The sandbox that is served to clients without a credential.
    type Sandbox: ServedSandbox;

    const WORDS: Words;
    const OFFER: Offer<Crm<Self::Dialect>>;

    /// What a client has sent.
    fn given_by(headers: &HeaderMap) -> Result<Given<Self::Credential>, Unauthorized>;

    /// What the owner of the process has set in its environment.
    fn given_in_environment() -> Result<Given<Self::Credential>, String>;

    /// The credential that may do everything in the sandbox.
    fn of_sandbox() -> Self::Credential;

    /// The scopes of a credential of the sandbox; none if it is not one.
    fn scopes_in_sandbox(credential: &Self::Credential) -> Option<&'static [&'static str]>;

    /// The parts that tell this credential from every other one.
    fn parts(credential: &Self::Credential) -> Vec<&str>;

    /// Whose the data is to which a credential of the owner leads, for the owner to read. Not the credential.
    fn tenant(credential: &Self::Credential) -> String;

    /// Binds a credential to its tenant.
    fn bind(client: &Client<Self::Dialect>, credential: Self::Credential) -> Result<Crm<Self::Dialect>, String>;
}

/// What was given of a credential.
pub(crate) struct Given<C> {
    pub(crate) credential: Option<C>,
    /// The highest tier that was asked for.
    pub(crate) tier: Tier,
}

/// What a CRM is called, and what it wants.
pub(crate) struct Words {
    /// Its name, for people.
    pub(crate) name: &'static str,
    /// Its name in paths and flags.
    pub(crate) path: &'static str,
    /// The headers that make up a credential, each with what stands in it.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// The noun for the secret among them.
    pub(crate) secret: &'static str,
    /// What a client is told that has sent none.
    pub(crate) missing: &'static str,
    /// The variables that make up a credential. Without the first there is none.
    pub(crate) variables: &'static [&'static str],
    /// The variable that narrows what the credential of the environment may do, if there is one.
    pub(crate) narrowing: Option<&'static str>,
    /// The flag for another address than the vendor's.
    pub(crate) url_flag: &'static str,
    /// The headers of the sandbox's credential that may only read.
    pub(crate) reader: &'static [(&'static str, &'static str)],
}

/// The tools with these names, or of the toolsets with these names.
type Choose<C> = fn(&[&str]) -> Result<Vec<Tool<C>>, UnknownTool>;

/// What a CRM offers: functions of its module, and what a model is told of all of them.
pub(crate) struct Offer<C> {
    pub(crate) instructions: &'static str,
    /// The scopes that its tools know, apart from the tiers.
    pub(crate) scopes: fn() -> Vec<&'static str>,
    pub(crate) toolsets: fn() -> Vec<&'static str>,
    /// The tools that are served unless others are named.
    pub(crate) default_tools: fn() -> Vec<Tool<C>>,
    pub(crate) choose: Choose<C>,
    /// The prompts that need no other tools than those with these names.
    pub(crate) prompts_for: fn(&[&str]) -> Vec<Prompt<C>>,
    /// The resources that tell no more than the tools with these names.
    pub(crate) resources_for: fn(&[&str]) -> Vec<Resource<C>>,
}

impl Words {
    /// Headers as a sentence names them.
    pub(crate) fn in_marks(headers: &[(&str, &str)]) -> String {
        headers.iter().map(|(name, value)| format!("`{name}: {value}`")).collect::<Vec<_>>().join(" and ")
    }
}
