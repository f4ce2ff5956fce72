//! What is learnt of the location and kept for a while: lists that turn ids into names, and names into ids.
//!
//! A list is read by a task of its own, so that an answer that comes late is there for the next call.

use std::{future::Future, sync::Arc, time::Duration};

use crm_mcp_core::{ErrorCode, ToolError};
use tokio::{
    sync::watch,
    time::{Instant, timeout_at},
};

use super::{HighLevel, error, follower, request::TIME_FOR_A_WRITE, tenant::Tenant};

/// A list as it was last learnt.
#[derive(Debug)]
pub(super) struct Recent<T>(watch::Sender<State<T>>);

#[derive(Debug)]
struct State<T> {
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
        Self(watch::Sender::new(State { known: None, asked_at: None, is_asking: false, failure: None }))
    }
}

/// An item of a list that is kept.
pub(super) trait Kept: Send + Sync + Sized + 'static {
    /// The age from which on the list is asked for again.
    const MAX_AGE: Duration;

    /// The age from which on the list is not used any more, though there may be no other: what it says has probably
    /// changed.
    const END_OF_USE: Duration = Self::MAX_AGE.saturating_mul(10);

    /// Where the list is kept.
    fn kept(tenant: &Tenant) -> &Recent<Self>;

    /// Asks HighLevel for the whole list.
    fn ask(crm: &HighLevel) -> impl Future<Output = Result<Vec<Self>, ToolError>> + Send;
}

impl<T: Kept> State<T> {
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
    fn is_due(&self) -> bool {
        self.asked_at.is_none_or(|at| at.elapsed() >= T::MAX_AGE)
    }
}

impl<T: Kept> Recent<T> {
    /// How long a call may be held up by names, which it can do without.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// Forgets the list.
    pub(super) fn forget(&self) {
        self.0.send_modify(|state| (state.known, state.asked_at) = (None, None));
    }

    /// Waits until no reading of the list is under way, at most until `latest`. False if one still is.
    async fn is_settled_by(&self, latest: Instant) -> bool {
        let mut changes = self.0.subscribe();
        timeout_at(latest, changes.wait_for(|state| !state.is_asking)).await.is_ok()
    }
}

/// The task that asks for a list. However it ends, others may ask after it.
struct Asking<T: Kept> {
    crm: HighLevel,
    outcome: Option<Result<Vec<T>, ToolError>>,
}

impl<T: Kept> Asking<T> {
    async fn run(mut self) {
        self.outcome = Some(T::ask(&self.crm).await);
    }
}

impl<T: Kept> Drop for Asking<T> {
    fn drop(&mut self) {
        let outcome = self.outcome.take();
        T::kept(&self.crm.tenant).0.send_modify(|state| {
            state.is_asking = false;
            match outcome.unwrap_or_else(|| Err(ToolError::internal("a list was not read to its end"))) {
                Ok(list) => (state.known, state.failure) = (Some((list.into(), Instant::now())), None),
                Err(why) => {
                    if let (Some(words), None) = (why.operator_note(), &state.failure) {
                        tracing::warn!(tenant = %self.crm.location(), "names cannot be read: {words}");
                    }
                    state.failure = Some(Arc::new(why));
                }
            }
        });
    }
}

impl HighLevel {
    /// The list, which is asked for anew where it is older than `MAX_AGE`: this call gets it as it was. Only a list that
    /// is not known yet is waited for, two seconds at most; it is empty if it does not come.
    pub(super) async fn recent<T: Kept>(&self) -> Arc<[T]> {
        let kept = T::kept(&self.tenant);
        self.ask_if::<T>(State::is_due);
        let wait_until = {
            let state = kept.0.borrow();
            // After a failure nobody waits again.
            let is_worth_it = state.usable().is_none() && state.failure.is_none();
            state.asked_at.filter(|_| is_worth_it).map(|asked_at| asked_at + Recent::<T>::PATIENCE)
        };
        if let Some(wait_until) = wait_until {
            kept.is_settled_by(wait_until.min(self.deadline().end)).await;
        }
        kept.0.borrow().usable().unwrap_or_else(|| Arc::from(Vec::new()))
    }

    /// The list at most `END_OF_USE` old; an error where there is none.
    pub(super) async fn known<T: Kept>(&self) -> Result<Arc<[T]>, ToolError> {
        let usable = T::kept(&self.tenant).0.borrow().usable();
        match usable {
            Some(list) => {
                self.ask_if::<T>(State::is_due);
                Ok(list)
            }
            None => self.renewed().await,
        }
    }

    /// Reads the list, or joins a reading that is under way, and waits for it as long as the call has time.
    pub(super) async fn renewed<T: Kept>(&self) -> Result<Arc<[T]>, ToolError> {
        let kept = T::kept(&self.tenant);
        self.ask_if::<T>(|_| true);
        let deadline = self.deadline();
        let settled = kept.is_settled_by(deadline.last_start(TIME_FOR_A_WRITE));
        if !self.telling(follower::ANSWER_IS_LATE, follower::waiting_for_an_answer, settled).await {
            let late = ToolError::new(ErrorCode::Unavailable, "HighLevel did not answer");
            return Err(error::in_time(late, Some(deadline.whole), None));
        }
        let state = kept.0.borrow();
        match (&state.failure, &state.known) {
            (None, Some((list, _))) => Ok(Arc::clone(list)),
            (Some(why), _) => Err(error::retold(why, why.message().to_owned()).with_source(Arc::clone(why))),
            (None, None) => Err(ToolError::internal("a list that was read is not kept")),
        }
    }

    /// Has the list asked for, in the background, if it should be and nobody is at it.
    fn ask_if<T: Kept>(&self, is_wanted: impl FnOnce(&State<T>) -> bool) {
        let begins = T::kept(&self.tenant).0.send_if_modified(|state| {
            let begins = !state.is_asking && is_wanted(state);
            if begins {
                // Noted before the answer, so that a failure is not repeated with every call.
                (state.is_asking, state.asked_at) = (true, Some(Instant::now()));
            }
            begins
        });
        if begins {
            let asking = Asking::<T> { crm: self.for_the_background(), outcome: None };
            tokio::spawn(asking.run());
        }
    }

    /// The list, if it was learnt less than `MAX_AGE` ago. An older one may give a name to something else by now.
    pub(super) fn fresh<T: Kept>(&self) -> Option<Arc<[T]>> {
        T::kept(&self.tenant).0.borrow().fresh()
    }

    /// What `choose` finds in the list as it was less than `MAX_AGE` ago, or else in the list as it is now. Without the list, the
    /// argument of this name must be an id.
    pub(super) async fn looked_up<T: Kept, R>(
        &self,
        argument: &str,
        choose: impl Fn(&[T]) -> Result<R, ToolError> + Send,
    ) -> Result<R, ToolError> {
        if let Some(found) = self.fresh::<T>().and_then(|list| choose(&list).ok()) {
            return Ok(found);
        }
        choose(&self.renewed::<T>().await.map_err(|why| only_ids(argument, why))?)
    }
}

/// The refusal of a name for want of the list that has it.
fn only_ids(argument: &str, why: ToolError) -> ToolError {
    let cause = format!("`{argument}` is no id, and names cannot be looked up: {}", why.message());
    let next = match why.next_step().filter(|_| error::is_missing_scope(&why)) {
        Some(step) => format!("give the id; or {step}"),
        None => "give the id, or try again in a moment".to_owned(),
    };
    error::retold(&why, cause).with_next_step(next).with_source(why)
}
