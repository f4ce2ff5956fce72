//! What contexts share: the pace of a location, and what was learnt of it with each credential.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use bytes::Bytes;
use http::Response;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::{
    CustomField, Id, Pipeline, Record, contacts::KnownTags, locations::KnownLocation, opportunities::LostReason, quota,
    recent::Recent, users::User,
};
use crate::api::{
    UpstreamError,
    pace::{NoPlace, Pace, Place, Quota},
};

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
    pub(super) definitions: Recent<CustomField>,
    pub(super) tags: KnownTags,
    pub(super) pipelines: Recent<Record<Pipeline>>,
    pub(super) lost_reasons: Recent<LostReason>,
    pub(super) users: Recent<User>,
    pub(super) known_location: KnownLocation,
    /// The pace of the location, for all credentials that HighLevel has accepted.
    shared: Arc<Pace>,
    /// The pace of this credential until then: whoever invents one must not hold up the others.
    own: Pace,
    is_accepted: AtomicBool,
}

impl Tenant {
    fn new(identity: Identity, shared: Arc<Pace>) -> Self {
        let (definitions, tags, pipelines, lost_reasons, users, known_location, own, is_accepted) = Default::default();
        Self { identity, definitions, tags, pipelines, lost_reasons, users, known_location, shared, own, is_accepted }
    }

    /// Waits until one more request may be sent, but not beyond `give_up`.
    pub(super) async fn turn(&self, give_up: Instant) -> Result<Turn<'_>, NoPlace> {
        if !self.is_accepted() {
            let place = self.own.admit(give_up).await?;
            if !self.is_accepted() {
                return Ok(Turn { tenant: self, place, joins: true });
            }
            place.unused();
        }
        Ok(Turn { tenant: self, place: self.shared.admit(give_up).await?, joins: false })
    }

    /// HighLevel has accepted the credential, and this is the answer. Whoever waits at its own pace goes over.
    fn join(&self, quota: Quota) {
        self.shared.count(quota);
        self.is_accepted.store(true, Ordering::Release);
        self.own.lift();
    }

    fn is_accepted(&self) -> bool {
        self.is_accepted.load(Ordering::Acquire)
    }
}

/// The turn of one request.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    tenant: &'a Tenant,
    place: Place<'a>,
    /// A success makes the credential share the pace of the location.
    joins: bool,
}

impl Turn<'_> {
    /// Sends the request, and learns from what comes of it.
    pub(super) async fn take(
        self,
        sent: impl Future<Output = Result<Response<Bytes>, UpstreamError>>,
    ) -> Result<Response<Bytes>, UpstreamError> {
        let outcome = sent.await;
        match &outcome {
            Ok(response) if self.joins && response.status().is_success() => {
                self.tenant.join(quota::of(response));
                self.place.unused();
            }
            Ok(response) => self.place.answered(quota::of(response)),
            Err(error) if error.may_have_arrived() => drop(self.place),
            Err(_) => self.place.unused(),
        }
        outcome
    }
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
            // Those first that never proved to be any.
            let oldest = tenants.iter().min_by_key(|(_, entry)| (entry.tenant.is_accepted(), entry.last_used));
            let oldest = oldest.map(|(identity, _)| identity.clone());
            oldest.and_then(|identity| tenants.remove(&identity));
        }
        let neighbour = tenants.values().find(|entry| entry.tenant.identity.location == identity.location);
        let shared = neighbour.map(|entry| Arc::clone(&entry.tenant.shared)).unwrap_or_default();
        let tenant = Arc::new(Tenant::new(identity.clone(), shared));
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
    #[tokio::test(start_paused = true)]
    async fn a_crowd_of_invented_tokens_does_not_drive_out_one_that_was_accepted() {
        let tenants = Tenants::default();
        let get = |token: usize| {
            let location = "l1".parse().unwrap();
            tenants.get(Identity { location, credential: format!("pit-{token}").into() })
        };
        let accepted = get(0);
        accepted.join(Quota::default());
        for token in 1..=2 * Tenants::CAPACITY {
            tokio::time::advance(std::time::Duration::from_millis(1)).await;
            get(token);
        }
        assert!(Arc::ptr_eq(&get(0), &accepted));
    }
}
