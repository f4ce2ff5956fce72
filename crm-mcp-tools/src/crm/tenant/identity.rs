//! Who reaches a tenant: its id, and the grant.

use std::{fmt, sync::Arc};

use sha2::{Digest, Sha256};

use super::grant::{Grant, GrantId};
use crate::crm::value::Id;

/// A tenant and a grant for it. Both: what was learnt by one grant is not told to the bearer of another.
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) tenant: Id,
    /// Whether the CRM knows the tenant by this id.
    is_named: bool,
    grant: GrantId,
    app: Option<Arc<str>>,
}

/// A digest that tells one identity from another, or one pace from another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key")
    }
}

impl Key {
    /// The key of a tenant and of something of this kind there.
    fn of(tenant: &Id, kind: &str, id: &[u8]) -> Self {
        let mut digest = Sha256::new();
        // An id and a kind have no line break, so no two of them have the same text.
        for part in [tenant.as_str(), "\n", kind, "\n"] {
            digest.update(part);
        }
        digest.update(id);
        Self(digest.finalize().into())
    }
}

impl Identity {
    pub(crate) fn new(tenant: Id, grant: &Grant) -> Self {
        Self { tenant, is_named: true, grant: grant.id.clone(), app: grant.app.clone() }
    }

    /// The tenant of a grant that belongs to one tenant, which nobody has named.
    pub(crate) fn of_grant(grant: &Grant) -> Self {
        Self { is_named: false, ..Self::new(stand_in(&grant.id), grant) }
    }

    /// The id by which the CRM knows the tenant; none where nobody has named it.
    pub(crate) fn named(&self) -> Option<&Id> {
        Some(&self.tenant).filter(|_| self.is_named)
    }

    /// By what the tenant is found, as this grant of this app reaches it. The app counts, since the pace is the app's.
    pub(crate) fn key(&self) -> Key {
        let grant = match &self.grant {
            GrantId::Named(id) => Key::of(&self.tenant, "grant", id.as_bytes()),
            GrantId::OfToken(digest) => Key::of(&self.tenant, "token", digest),
        };
        match &self.app {
            // The first part always has the same length, so no two of them have the same bytes.
            Some(app) => Key::of(&self.tenant, "grant of an app", &[grant.0.as_slice(), app.as_bytes()].concat()),
            None => grant,
        }
    }

    /// By what the pace of its requests is found: that of the app where it is known, or else that of the grant.
    pub(crate) fn pace_key(&self) -> Key {
        match &self.app {
            Some(app) => Key::of(&self.tenant, "app", app.as_bytes()),
            None => self.key(),
        }
    }

    /// Whether all grants of its app have one pace.
    pub(crate) fn is_of_known_app(&self) -> bool {
        self.app.is_some()
    }
}

/// What stands for the tenant of a grant. It depends on the grant's id alone, and cannot be turned back into a token.
fn stand_in(grant: &GrantId) -> Id {
    let (kind, id) = match grant {
        GrantId::Named(id) => ("named", id.as_bytes()),
        GrantId::OfToken(digest) => ("token", digest.as_slice()),
    };
    Id::made_of(Sha256::new().chain_update("tenant of a grant\n").chain_update(kind).chain_update(id).finalize().into())
}
