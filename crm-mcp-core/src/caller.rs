//! Who calls, and what they were granted.

use std::sync::Arc;

use crate::{Scope, Tier};

/// Who calls: a name for the log, the scopes and the tier that were granted, and whether more could be had.
///
/// Cheap to clone; a transport makes one per request or keeps one per connection.
#[derive(Debug, Clone)]
pub struct Caller {
    name: Arc<str>,
    grants: Grants,
    tier: Tier,
    can_step_up: bool,
}

#[derive(Debug, Clone)]
enum Grants {
    Every,
    Only(Arc<[String]>),
}

impl Caller {
    /// A caller with every scope and the highest tier: the owner of the process, or a single-user server.
    pub fn trusted(name: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), grants: Grants::Every, tier: Tier::WriteDestructive, can_step_up: false }
    }

    /// A caller with exactly these scopes and the highest tier.
    ///
    /// ```
    /// use crm_mcp_core::{Caller, Scope};
    ///
    /// let caller = Caller::with_scopes("reporting", ["contacts.readonly"]);
    /// assert!(caller.holds(&Scope::new("contacts.readonly")));
    /// assert!(!caller.holds(&Scope::new("contacts.write")));
    /// ```
    pub fn with_scopes<S: Into<String>>(name: impl Into<Arc<str>>, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes = scopes.into_iter().map(Into::into).collect();
        Self { grants: Grants::Only(scopes), ..Self::trusted(name) }
    }

    /// The same caller, limited to tools of this tier and below.
    #[must_use]
    pub fn limited_to(self, tier: Tier) -> Self {
        Self { tier, ..self }
    }

    /// The same caller, able to obtain more rights: what it lacks is shown to it and answered with a challenge.
    #[must_use]
    pub fn with_step_up(self) -> Self {
        Self { can_step_up: true, ..self }
    }

    /// Who it is: in the log, and wherever something is kept for one caller and no other, as sessions and the notes of
    /// unfinished calls are. So callers who may not share these have different names. Never a credential.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The highest tier this caller was granted.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// Whether the caller could obtain rights that it lacks.
    pub fn can_step_up(&self) -> bool {
        self.can_step_up
    }

    /// Whether the caller was granted `scope`, or a broader one that includes it.
    pub fn holds(&self, scope: &Scope) -> bool {
        match &self.grants {
            Grants::Every => true,
            Grants::Only(granted) => granted.iter().any(|granted| scope.is_satisfied_by(granted)),
        }
    }
}
