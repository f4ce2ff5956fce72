//! Who calls, and what they were granted.

use std::{fmt, sync::Arc};

use crate::access::{Scope, Tier};

/// Who calls: a name for the log, an identity for what is kept, the scopes and the tier that were granted, and whether
/// more could be had.
///
/// Cheap to clone; a transport makes one per request or keeps one per connection.
#[derive(Clone)]
pub struct Caller(Arc<Facts>);

/// The facts of a caller, which its clones share.
#[derive(Clone)]
struct Facts {
    name: Arc<str>,
    /// The name, unless it was set apart.
    identity: Arc<str>,
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
    ///
    /// The name is the [identity](Self::identity) as well, which is a security key.
    pub fn trusted(name: impl Into<Arc<str>>) -> Self {
        Self::new(name.into(), Grants::Every, Tier::WriteDestructive)
    }

    /// A caller with exactly these scopes. Its tier is the highest that the scopes name (`mcp.read`, `mcp.write_safe`,
    /// `mcp.write_destructive`), and [`Tier::Read`] if they name none; [`with_tier`](Self::with_tier) grants another.
    ///
    /// The name is the [identity](Self::identity) as well, which is a security key.
    ///
    /// ```
    /// use crm_mcp_core::{Caller, Scope, Tier};
    ///
    /// let caller = Caller::with_scopes("reporting", ["contacts.readonly", "mcp.write_safe"]);
    /// assert!(caller.holds(&Scope::new("contacts.readonly")));
    /// assert!(!caller.holds(&Scope::new("contacts.write")));
    /// assert_eq!(caller.tier(), Tier::WriteSafe);
    /// assert_eq!(Caller::with_scopes("reporting", ["contacts.write"]).tier(), Tier::Read);
    /// ```
    pub fn with_scopes<S: Into<String>>(name: impl Into<Arc<str>>, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes: Arc<[String]> = scopes.into_iter().map(Into::into).collect();
        let tier = scopes.iter().filter_map(|scope| scope.parse().ok()).max().unwrap_or(Tier::Read);
        Self::new(name.into(), Grants::Only(scopes), tier)
    }

    fn new(name: Arc<str>, grants: Grants, tier: Tier) -> Self {
        let identity = Arc::clone(&name);
        Self(Arc::new(Facts { name, identity, grants, tier, can_step_up: false }))
    }

    /// The same caller with this tier, whatever its scopes name: for tokens whose scopes are the vendor's alone.
    #[must_use]
    pub fn with_tier(self, tier: Tier) -> Self {
        self.with(|facts| facts.tier = tier)
    }

    /// The same caller, limited to tools of this tier and below. A limit lowers the tier and never raises it.
    #[must_use]
    pub fn limited_to(self, tier: Tier) -> Self {
        self.with(|facts| facts.tier = facts.tier.min(tier))
    }

    /// The same caller, able to obtain more rights: what it lacks is shown to it and answered with a challenge.
    #[must_use]
    pub fn with_step_up(self) -> Self {
        self.with(|facts| facts.can_step_up = true)
    }

    /// The same caller with an [identity](Self::identity) apart from its name. This is a security key: two callers
    /// with one identity share sessions, unfinished calls and bounds.
    #[must_use]
    pub fn identified_by(self, identity: impl Into<Arc<str>>) -> Self {
        self.with(|facts| facts.identity = identity.into())
    }

    fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// What the caller is called in the log. Never a credential.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Who the caller is, as a security key: sessions, the notes of unfinished calls and the bounds on what one caller
    /// may hold belong to an identity. By default it is the name.
    ///
    /// Callers who may not share these need different identities. Where a client chooses the name, or the name stands
    /// for a tenant that many credentials lead to, derive the identity from the credential
    /// ([`identified_by`](Self::identified_by)). Use a digest for that, never the credential itself.
    pub fn identity(&self) -> &str {
        &self.0.identity
    }

    /// The identity, to keep.
    pub(crate) fn shared_identity(&self) -> Arc<str> {
        Arc::clone(&self.0.identity)
    }

    /// The highest tier this caller was granted.
    pub fn tier(&self) -> Tier {
        self.0.tier
    }

    /// Whether the caller could obtain rights that it lacks.
    pub fn can_step_up(&self) -> bool {
        self.0.can_step_up
    }

    /// Whether the caller was granted `scope`, or a broader one that includes it.
    pub fn holds(&self, scope: &Scope) -> bool {
        match &self.0.grants {
            Grants::Every => true,
            Grants::Only(granted) => granted.iter().any(|granted| scope.is_satisfied_by(granted)),
        }
    }

    /// Whether some of the granted scopes are tiers.
    pub(crate) fn holds_tiers_as_scopes(&self) -> bool {
        match &self.0.grants {
            Grants::Every => false,
            Grants::Only(granted) => granted.iter().any(|granted| granted.parse::<Tier>().is_ok()),
        }
    }
}

/// Without the identity, which an authenticator may have made from a credential.
impl fmt::Debug for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut caller = formatter.debug_struct("Caller");
        let Facts { name, grants, tier, can_step_up, .. } = &*self.0;
        caller.field("name", name).field("grants", grants).field("tier", tier);
        caller.field("can_step_up", can_step_up).finish_non_exhaustive()
    }
}
