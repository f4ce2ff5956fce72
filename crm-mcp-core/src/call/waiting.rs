//! Requests that wait for something that may never come: a change, or the answer to a question. Each caller may have so
//! many of them, and all callers together.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex},
};

use crate::{access::Caller, call::lock::lock};

/// Who waits.
#[derive(Debug)]
pub(crate) struct Waiting {
    most: usize,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    all: usize,
    /// By the identities of the callers.
    of: HashMap<Arc<str>, usize>,
}

/// A place to wait for a change or an answer in. It is free again when this is dropped.
pub struct WaitingPlace {
    waiting: Arc<Waiting>,
    identity: Arc<str>,
}

impl Waiting {
    /// So many may wait at once by default. Each of them keeps a connection busy where one is needed for each request, so
    /// this is half of what a small server accepts.
    pub(crate) const MOST: usize = 256;

    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, counts: Mutex::default() })
    }

    /// A place for a request of this caller; none if too many wait already. One caller has at most a quarter of the
    /// places: callers whom nobody has verified can invent identities, but those who were verified cannot.
    pub(crate) fn enter(self: &Arc<Self>, caller: &Caller) -> Option<WaitingPlace> {
        let identity = caller.shared_identity();
        let mut counts = lock(&self.counts);
        let own = counts.of.get(&identity).copied().unwrap_or_default();
        if counts.all >= self.most || own >= self.most.div_ceil(4) {
            return None;
        }
        counts.all += 1;
        counts.of.insert(Arc::clone(&identity), own + 1);
        drop(counts);
        Some(WaitingPlace { waiting: Arc::clone(self), identity })
    }
}

/// Without the identities, which an authenticator may have made from credentials.
impl fmt::Debug for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Counts").field("all", &self.all).finish_non_exhaustive()
    }
}

/// Without the identity.
impl fmt::Debug for WaitingPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WaitingPlace").finish_non_exhaustive()
    }
}

impl Drop for WaitingPlace {
    fn drop(&mut self) {
        let mut counts = lock(&self.waiting.counts);
        counts.all -= 1;
        if let Some(own) = counts.of.get_mut(&self.identity) {
            *own -= 1;
            if *own == 0 {
                counts.of.remove(&self.identity);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Waiting;
    use crate::{access::Caller, call::lock::lock};

    #[test]
    fn identities_are_not_shown() {
        let waiting = Waiting::new(16);
        let place = waiting.enter(&Caller::trusted("ada").identified_by("digest of a token"));
        let shown = format!("{waiting:?} {place:?}");
        assert!(shown.contains("all: 1") && !shown.contains("digest"), "{shown}");
    }

    #[test]
    fn a_caller_has_a_quarter_of_the_places_and_all_together_have_all_of_them() {
        let waiting = Waiting::new(16);
        let caller = |number: usize| Caller::trusted("one name").identified_by(number.to_string());
        let mut places: Vec<_> = (0..16).map(|number| waiting.enter(&caller(number / 4))).collect();
        assert!(places.iter().all(Option::is_some));
        assert!(waiting.enter(&caller(9)).is_none(), "all places are taken");
        places.truncate(15);
        assert!(waiting.enter(&caller(0)).is_none(), "the caller has a quarter of them");
        assert!(waiting.enter(&caller(9)).is_some());
        places.clear();
        assert!(lock(&waiting.counts).of.is_empty(), "nothing is kept of those who have gone");
        assert!(Waiting::new(1).enter(&caller(0)).is_some());
    }
}
