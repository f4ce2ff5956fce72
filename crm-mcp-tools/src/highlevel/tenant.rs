//! What all contexts of one location and one credential share: the pace, and the definitions of custom fields.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex, PoisonError},
};

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::{Id, custom_fields::Definitions};
use crate::api::pace::Pace;

/// A location, as reached with one credential.
#[derive(Debug)]
pub(super) struct Tenant {
    pub(super) location: Id,
    pub(super) credential: SecretString,
    /// The `Authorization` header; it is marked as sensitive, so that it is never printed.
    pub(super) authorization: HeaderValue,
    pub(super) pace: Pace,
    pub(super) definitions: Definitions,
}

/// The tenants in use, at most [`Tenants::CAPACITY`] of them: whoever calls may name any location.
#[derive(Debug, Default)]
pub(super) struct Tenants {
    by_key: Mutex<HashMap<u64, Entry>>,
    hasher: RandomState,
}

#[derive(Debug)]
struct Entry {
    tenant: Arc<Tenant>,
    last_used: Instant,
}

impl Tenants {
    const CAPACITY: usize = 1024;

    /// The tenant of this location and credential; a new one if it is not known.
    ///
    /// The credential is part of the key: what was learnt with one token is not told to the bearer of another.
    pub(super) fn get(&self, location: Id, credential: SecretString, authorization: HeaderValue) -> Arc<Tenant> {
        let key = self.hasher.hash_one((&location, credential.expose_secret()));
        let last_used = Instant::now();
        let mut by_key = self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = by_key.get_mut(&key) {
            entry.last_used = last_used;
            return Arc::clone(&entry.tenant);
        }
        if by_key.len() == Self::CAPACITY {
            let oldest = by_key.iter().min_by_key(|(_, entry)| entry.last_used).map(|(key, _)| *key);
            oldest.and_then(|key| by_key.remove(&key));
        }
        let (pace, definitions) = (Pace::default(), Definitions::default());
        let tenant = Arc::new(Tenant { location, credential, authorization, pace, definitions });
        by_key.insert(key, Entry { tenant: Arc::clone(&tenant), last_used });
        tenant
    }
}
