//! A CRM that can be served, whichever it is.

use crm_mcp_core::{Effect, async_trait};

use super::served_crm::{ServedCrm, Words};
use crate::{
    Error,
    choice::Choice,
    endpoint::{Endpoint, Serving},
    settings::Settings,
};

/// A CRM that can be served, without the types that are its own.
#[async_trait]
pub(crate) trait Kind: Send + Sync {
    /// What it is called, and what it wants.
    fn words(&self) -> &'static Words;

    /// The scopes that its tools know.
    fn scopes(&self) -> Vec<&'static str>;

    /// All its tools.
    fn tools(&self) -> Vec<Listed>;

    /// Why a name is none of its tools' and toolsets', with the names that may be meant; none if it is one.
    fn unknown(&self, name: &str) -> Option<String>;

    /// Makes it ready to be served as the settings say; none if none of its tools was chosen.
    async fn ready(&self, settings: &Settings<'_>, choice: &Choice<'_>) -> Result<Option<Box<dyn Serving>>, Error>;
}

/// A tool in a list for people.
pub(crate) struct Listed {
    pub(crate) toolset: &'static str,
    pub(crate) name: String,
    pub(crate) effect: Effect,
    /// The first line of what a model reads of it.
    pub(crate) title: String,
    /// Whether it is served unless others are named.
    pub(crate) is_default: bool,
}

#[async_trait]
impl<S: ServedCrm> Kind for S {
    fn words(&self) -> &'static Words {
        &S::WORDS
    }

    fn scopes(&self) -> Vec<&'static str> {
        (S::OFFER.scopes)()
    }

    fn tools(&self) -> Vec<Listed> {
        let default = (S::OFFER.default_tools)();
        let mut listed = Vec::new();
        for toolset in (S::OFFER.toolsets)() {
            // A name that the CRM gives is one that it knows.
            for tool in (S::OFFER.choose)(&[toolset]).unwrap_or_default() {
                let spec = tool.spec();
                let title = spec.description.lines().next().unwrap_or_default().to_owned();
                let is_default = default.iter().any(|tool| tool.spec().name == spec.name);
                listed.push(Listed { toolset, name: spec.name.to_string(), effect: spec.effect, title, is_default });
            }
        }
        listed
    }

    fn unknown(&self, name: &str) -> Option<String> {
        (S::OFFER.choose)(&[name]).err().map(|error| error.to_string())
    }

    async fn ready(&self, settings: &Settings<'_>, choice: &Choice<'_>) -> Result<Option<Box<dyn Serving>>, Error> {
        let Some(tools) = choice.of_crm(&S::OFFER)? else { return Ok(None) };
        Ok(Some(Box::new(Endpoint::<S>::new(settings, tools).await?)))
    }
}
