//! What a CRM does to some clients at some times, as switches, and how many requests there were since they were set.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

/// The quirks of a CRM that are switched on, and what of them has happened. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Quirks<Q>(Arc<Switched<Q>>);

#[derive(Debug)]
struct Switched<Q> {
    on: Vec<Q>,
    requests: AtomicU64,
    happened: Mutex<Vec<Q>>,
}

impl<Q: Copy + PartialEq> Quirks<Q> {
    /// None of them.
    pub(crate) fn none() -> Self {
        Self::of(Vec::new())
    }

    fn of(on: Vec<Q>) -> Self {
        Self(Arc::new(Switched { on, requests: AtomicU64::default(), happened: Mutex::default() }))
    }

    /// These and one more; nothing of them has happened yet.
    pub(crate) fn with(&self, quirk: Q) -> Self {
        Self::of(self.on().iter().copied().chain([quirk]).collect())
    }

    /// Those that are switched on.
    pub(crate) fn on(&self) -> &[Q] {
        &self.0.on
    }

    pub(crate) fn has(&self, quirk: Q) -> bool {
        self.on().contains(&quirk)
    }

    /// Whether a quirk that happens once happens now.
    pub(crate) fn strikes(&self, quirk: Q) -> bool {
        let mut happened = self.0.happened.lock().unwrap_or_else(PoisonError::into_inner);
        let strikes = self.has(quirk) && !happened.contains(&quirk);
        if strikes {
            happened.push(quirk);
        }
        strikes
    }

    /// Counts a request, and tells the how many-th it is.
    pub(crate) fn count(&self) -> u64 {
        self.0.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How many requests were counted.
    pub(crate) fn requests(&self) -> u64 {
        self.0.requests.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Fault {
        Slow,
        Late(u8),
    }

    #[test]
    fn a_quirk_strikes_once_for_all_clones_and_again_when_another_is_switched_on() {
        let quirks = Quirks::none().with(Fault::Slow);
        let clone = quirks.clone();
        assert_eq!([quirks.strikes(Fault::Slow), clone.strikes(Fault::Slow)], [true, false]);
        assert!(!quirks.strikes(Fault::Late(1)), "it is not switched on");
        assert_eq!((quirks.count(), clone.count(), quirks.requests()), (1, 2, 2));
        let more = quirks.with(Fault::Late(1));
        assert_eq!((more.on(), more.requests()), ([Fault::Slow, Fault::Late(1)].as_slice(), 0));
        assert!(more.strikes(Fault::Slow) && more.has(Fault::Late(1)) && !more.has(Fault::Late(2)));
    }
}
