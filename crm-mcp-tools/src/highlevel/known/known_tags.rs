//! The tags that are known to be in use in a location.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// The tags that contacts of the location are known to have, in lower case, as the vendor compares them, each with the
/// time when a contact was last seen with it.
#[derive(Debug, Default)]
pub(in crate::highlevel) struct KnownTags(Mutex<HashMap<String, Instant>>);

impl KnownTags {
    /// Beyond that many they are learnt anew: whoever calls may make up tags.
    const CAPACITY: usize = 10_000;
    /// A tag may be deleted in HighLevel. So much later it counts as unknown, and one that is defined anew is told.
    const MAX_AGE: Duration = Duration::from_mins(10);

    pub(in crate::highlevel) fn have(&self, tag: &str) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&tag.to_lowercase()).is_some_and(|seen_at| seen_at.elapsed() < Self::MAX_AGE)
    }

    pub(in crate::highlevel) fn learn<'a>(&self, tags: impl IntoIterator<Item = &'a str>) {
        let now = Instant::now();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(tags.into_iter().map(|tag| (tag.to_lowercase(), now)));
        if known.len() > Self::CAPACITY {
            known.retain(|_, seen_at| seen_at.elapsed() < Self::MAX_AGE);
        }
        if known.len() > Self::CAPACITY {
            known.clear();
        }
    }
}
