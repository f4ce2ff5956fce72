//! What a credential may do: scopes of its CRM, and a tier.

use crm_mcp_core::{Tier, excerpt};

/// The tiers, lowest first.
const TIERS: [Tier; 3] = [Tier::Read, Tier::WriteSafe, Tier::WriteDestructive];

/// Scopes of one CRM, and the highest tier.
#[derive(Debug, Clone)]
pub(crate) struct Rights {
    pub(crate) scopes: Vec<&'static str>,
    pub(crate) tier: Tier,
}

/// Why a list of scopes is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UnknownScope {
    #[error("`{name}` is not a scope of {whose}; there are: {known}")]
    Unknown { name: String, whose: String, known: String },
    #[error("the list of scopes is empty; leave it out for all scopes, or name some: {known}")]
    None { known: String },
}

impl UnknownScope {
    /// The same without what was given, for a header or a variable: a key may stand there by mistake.
    pub(crate) fn without_name(&self) -> String {
        match self {
            Self::Unknown { whose, known, .. } => {
                format!("what it holds is not a scope of {whose}; there are: {known}")
            }
            Self::None { .. } => self.to_string(),
        }
    }
}

impl Rights {
    /// What this list names among these scopes. No scope named leaves all of them, and no tier named the highest.
    pub(crate) fn named(names: &[&str], scopes: &[&'static str]) -> Self {
        let own: Vec<_> = scopes.iter().copied().filter(|scope| names.contains(scope)).collect();
        let tier = names.iter().filter_map(|name| name.parse().ok()).max();
        Self {
            scopes: if own.is_empty() { scopes.to_vec() } else { own },
            tier: tier.unwrap_or(Tier::WriteDestructive),
        }
    }

    /// The same, as far as the others go too.
    pub(crate) fn narrowed_to(mut self, others: &Self) -> Self {
        self.scopes.retain(|scope| others.scopes.contains(scope));
        Self { tier: self.tier.min(others.tier), ..self }
    }
}

/// The names in a list that separates them by commas or spaces, each a scope or a tier that is known. A list of none is a
/// mistake: it would hide every tool.
pub(crate) fn listed<'a>(text: &'a str, scopes: &[&'static str], whose: &str) -> Result<Vec<&'a str>, UnknownScope> {
    let known: Vec<_> = scopes.iter().copied().chain(TIERS.map(Tier::as_str)).collect();
    let names: Vec<_> = text.split([',', ' ']).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return Err(UnknownScope::None { known: known.join(", ") });
    }
    match names.iter().find(|name| !known.contains(name)) {
        None => Ok(names),
        Some(name) => Err(UnknownScope::Unknown {
            name: excerpt(name).into_owned(),
            whose: whose.to_owned(),
            known: known.join(", "),
        }),
    }
}
