//! A list that is kept for a while: how old it is, and whether it is being read.

use std::{sync::Arc, time::Duration};

use crm_mcp_core::ToolError;
use tokio::{
    sync::watch,
    time::{Instant, timeout_at},
};

/// A list as it was last learnt.
#[derive(Debug)]
pub(crate) struct Recent<T>(watch::Sender<ListState<T>>);

/// What is known of a list, and whether it is being read.
#[derive(Debug)]
pub(crate) struct ListState<T> {
    /// The list, and when it was learnt.
    known: Option<(Arc<[T]>, Instant)>,
    /// When it was last asked for, whatever came of it.
    asked_at: Option<Instant>,
    is_asking: bool,
    /// Why there was no list the last time that it was asked for.
    failure: Option<Arc<ToolError>>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(watch::Sender::new(ListState { known: None, asked_at: None, is_asking: false, failure: None }))
    }
}

/// An item of a list that is kept.
pub(crate) trait Kept: Send + Sync + Sized + 'static {
    /// The age from which on the list is asked for again.
    const MAX_AGE: Duration;

    /// The age from which on the list is not used any more, though there may be no other: what it says has probably
    /// changed.
    const END_OF_USE: Duration = Self::MAX_AGE.saturating_mul(10);
}

impl<T: Kept> ListState<T> {
    /// The list, unless it is too old to be used.
    fn usable(&self) -> Option<Arc<[T]>> {
        let (list, _) = self.known.as_ref().filter(|(_, learnt_at)| learnt_at.elapsed() < T::END_OF_USE)?;
        Some(Arc::clone(list))
    }

    /// The list, if it is young enough to find by name what is to be written.
    fn fresh(&self) -> Option<Arc<[T]>> {
        let (list, _) = self.known.as_ref().filter(|(_, learnt_at)| learnt_at.elapsed() < T::MAX_AGE)?;
        Some(Arc::clone(list))
    }

    /// Whether the list should be asked for again. A failure is not repeated sooner than a success.
    pub(crate) fn is_due(&self) -> bool {
        self.asked_at.is_none_or(|at| at.elapsed() >= T::MAX_AGE)
    }
}

impl<T: Kept> Recent<T> {
    /// How long a call may be held up by names, which it can do without.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// Forgets the list.
    pub(crate) fn forget(&self) {
        self.0.send_modify(|state| (state.known, state.asked_at) = (None, None));
    }

    /// The list, unless it is too old to be used.
    pub(crate) fn usable(&self) -> Option<Arc<[T]>> {
        self.0.borrow().usable()
    }

    /// The list, if it is young enough to find by name what is to be written.
    pub(crate) fn fresh(&self) -> Option<Arc<[T]>> {
        self.0.borrow().fresh()
    }

    /// Until when to wait for a list that was never learnt. Nobody waits where it is known, or after a failure.
    pub(crate) fn worth_waiting_until(&self) -> Option<Instant> {
        let state = self.0.borrow();
        let is_worth_it = state.usable().is_none() && state.failure.is_none();
        state.asked_at.filter(|_| is_worth_it).map(|asked_at| asked_at + Self::PATIENCE)
    }

    /// Waits until no reading of the list is under way, at most until `latest`. False if one still is.
    pub(crate) async fn is_settled_by(&self, latest: Instant) -> bool {
        let mut changes = self.0.subscribe();
        timeout_at(latest, changes.wait_for(|state| !state.is_asking)).await.is_ok()
    }

    /// What came of the latest reading: the list, or why there is none. `None` before the first one.
    pub(crate) fn latest(&self) -> Option<Result<Arc<[T]>, Arc<ToolError>>> {
        let state = self.0.borrow();
        match (&state.failure, &state.known) {
            (Some(why), _) => Some(Err(Arc::clone(why))),
            (None, Some((list, _))) => Some(Ok(Arc::clone(list))),
            (None, None) => None,
        }
    }

    /// Notes that a reading begins, if one is wanted and none is under way. True if the caller is to read the list.
    pub(crate) fn begins_if(&self, is_wanted: impl FnOnce(&ListState<T>) -> bool) -> bool {
        self.0.send_if_modified(|state| {
            let begins = !state.is_asking && is_wanted(state);
            if begins {
                // Noted before the answer, so that a failure is not repeated with every call.
                (state.is_asking, state.asked_at) = (true, Some(Instant::now()));
            }
            begins
        })
    }

    /// Notes what came of a reading. True if it failed and the one before it did not.
    pub(crate) fn ends(&self, outcome: Result<Vec<T>, ToolError>) -> bool {
        let mut is_news = false;
        self.0.send_modify(|state| {
            state.is_asking = false;
            match outcome {
                Ok(list) => (state.known, state.failure) = (Some((list.into(), Instant::now())), None),
                Err(why) => is_news = state.failure.replace(Arc::new(why)).is_none(),
            }
        });
        is_news
    }
}
