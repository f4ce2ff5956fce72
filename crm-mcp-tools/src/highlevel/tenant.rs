//! What all contexts of one location and one credential share: the pace, and the definitions of custom fields.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
};

use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::{Id, contacts::KnownTags, custom_fields::Definitions};
use crate::api::pace::Pace;

/// A location and a credential for it. Both: what was learnt with one token is not told to the bearer of another.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub(super) location: Id,
    pub(super) credential: SecretString,
}

impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.location == other.location && self.credential.expose_secret() == other.credential.expose_secret()
    }
}

impl Eq for Identity {}

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.location, self.credential.expose_secret()).hash(state);
    }
}

/// A location, as reached with one credential.
#[derive(Debug)]
pub(super) struct Tenant {
    pub(super) identity: Identity,
    pub(super) pace: Pace,
    pub(super) definitions: Definitions,
    pub(super) tags: KnownTags,
}

/// The tenants in use, at most [`Tenants::CAPACITY`] of them: whoever calls may name any location.
#[derive(Debug, Default)]
pub(super) struct Tenants(Mutex<HashMap<Identity, Entry>>);

#[derive(Debug)]
struct Entry {
    tenant: Arc<Tenant>,
    last_used: Instant,
}

impl Tenants {
    const CAPACITY: usize = 1024;

    /// The tenant with this identity; a new one if it is not known.
    pub(super) fn get(&self, identity: Identity) -> Arc<Tenant> {
        let last_used = Instant::now();
        let mut tenants = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = tenants.get_mut(&identity) {
            entry.last_used = last_used;
            return Arc::clone(&entry.tenant);
        }
        if tenants.len() == Self::CAPACITY {
            let oldest = tenants.iter().min_by_key(|(_, entry)| entry.last_used);
            let oldest = oldest.map(|(identity, _)| identity.clone());
            oldest.and_then(|identity| tenants.remove(&identity));
        }
        let (pace, definitions, tags) = (Pace::default(), Definitions::default(), KnownTags::default());
        let tenant = Arc::new(Tenant { identity: identity.clone(), pace, definitions, tags });
        tenants.insert(identity, Entry { tenant: Arc::clone(&tenant), last_used });
        tenant
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_longest_unused_gives_way_when_there_are_too_many() {
        let tenants = Tenants::default();
        let get = |number: usize| {
            let identity = Identity { location: format!("l{number}").parse().unwrap(), credential: "pit".into() };
            tenants.get(identity)
        };
        let (first, second) = (get(1), get(2));
        for number in 3..=Tenants::CAPACITY {
            tokio::time::advance(std::time::Duration::from_millis(1)).await;
            get(number);
        }
        assert!(Arc::ptr_eq(&get(1), &first));
        get(Tenants::CAPACITY + 1);
        assert!(Arc::ptr_eq(&get(1), &first), "used a moment ago");
        assert!(!Arc::ptr_eq(&get(2), &second), "the longest unused");
    }
}
