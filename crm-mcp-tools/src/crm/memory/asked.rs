//! Lists of the tenant that are kept for a while: asked for, and used by calls.
//!
//! A list is read by a task of its own, so that an answer that comes late is there for the next call.

use std::{future::Future, sync::Arc};

use crm_mcp_core::{ErrorCode, ToolError};

use super::recent::{Kept, ListState, Recent};
use crate::crm::{
    context::{Crm, waits},
    dialect::Dialect,
    refusal::details,
    request::delivery::TIME_FOR_A_WRITE,
};

/// An item of a list that a CRM gives.
pub(crate) trait Asked<D: Dialect>: Kept {
    /// Where the list is kept.
    fn kept(known: &D::Known) -> &Recent<Self>;

    /// Asks the CRM for the whole list.
    fn ask(crm: &Crm<D>) -> impl Future<Output = Result<Vec<Self>, ToolError>> + Send;
}

/// The task that asks for a list. However it ends, others may ask after it.
struct Asking<D: Dialect, T: Asked<D>> {
    crm: Crm<D>,
    outcome: Option<Result<Vec<T>, ToolError>>,
}

impl<D: Dialect, T: Asked<D>> Asking<D, T> {
    async fn run(mut self) {
        self.outcome = Some(T::ask(&self.crm).await);
    }
}

impl<D: Dialect, T: Asked<D>> Drop for Asking<D, T> {
    fn drop(&mut self) {
        let outcome = self.outcome.take();
        let outcome = outcome.unwrap_or_else(|| Err(ToolError::internal("a list was not read to its end")));
        let for_operator = outcome.as_ref().err().and_then(ToolError::operator_note).map(str::to_owned);
        let is_news = T::kept(self.crm.remembered()).ends(outcome);
        if let Some(words) = for_operator.filter(|_| is_news) {
            tracing::warn!(tenant = %self.crm.tenant(), "names cannot be read: {words}");
        }
    }
}

impl<D: Dialect> Crm<D> {
    /// The list, which is asked for anew where it is older than `MAX_AGE`: this call gets it as it was. Only a list that
    /// is not known yet is waited for, two seconds at most; it is empty if it does not come.
    pub(crate) async fn recent<T: Asked<D>>(&self) -> Arc<[T]> {
        let kept = self.kept::<T>();
        self.ask_if::<T>(ListState::is_due);
        if let Some(wait_until) = kept.worth_waiting_until() {
            kept.is_settled_by(wait_until.min(self.deadline().end)).await;
        }
        kept.usable().unwrap_or_else(|| Arc::from(Vec::new()))
    }

    /// The list at most `END_OF_USE` old; an error where there is none.
    pub(crate) async fn known<T: Asked<D>>(&self) -> Result<Arc<[T]>, ToolError> {
        match self.kept::<T>().usable() {
            Some(list) => {
                self.ask_if::<T>(ListState::is_due);
                Ok(list)
            }
            None => self.renewed().await,
        }
    }

    /// Reads the list, or joins a reading that is under way, and waits for it as long as the call has time.
    pub(crate) async fn renewed<T: Asked<D>>(&self) -> Result<Arc<[T]>, ToolError> {
        let kept = self.kept::<T>();
        self.ask_if::<T>(|_| true);
        let deadline = self.deadline();
        let settled = kept.is_settled_by(deadline.last_start(TIME_FOR_A_WRITE));
        let words = |waited| waits::waiting_for_an_answer(D::CRM, waited);
        if !self.telling(waits::ANSWER_IS_LATE, words, settled).await {
            let late = ToolError::new(ErrorCode::Unavailable, format!("{} did not answer", D::CRM));
            return Err(details::in_time(late, Some(deadline.whole), None));
        }
        match kept.latest() {
            Some(Ok(list)) => Ok(list),
            Some(Err(why)) => Err(details::retold(&why, why.message().to_owned()).with_source(why)),
            None => Err(ToolError::internal("a list that was read is not kept")),
        }
    }

    fn kept<T: Asked<D>>(&self) -> &Recent<T> {
        T::kept(self.remembered())
    }

    /// Has the list asked for, in the background, if it should be and nobody is at it.
    fn ask_if<T: Asked<D>>(&self, is_wanted: impl FnOnce(&ListState<T>) -> bool) {
        if self.kept::<T>().begins_if(is_wanted) {
            let asking = Asking::<D, T> { crm: self.for_the_background(), outcome: None };
            tokio::spawn(asking.run());
        }
    }

    /// The list, if it was learnt less than `MAX_AGE` ago. An older one may give a name to something else by now.
    pub(crate) fn fresh<T: Asked<D>>(&self) -> Option<Arc<[T]>> {
        self.kept::<T>().fresh()
    }

    /// What `choose` finds in the list as it was less than `MAX_AGE` ago, or else in the list as it is now. Without the list, the
    /// argument of this name must be an id.
    pub(crate) async fn looked_up<T: Asked<D>, R>(
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
    let next = match why.next_step().filter(|_| details::is_missing_scope(&why)) {
        Some(step) => format!("give the id; or {step}"),
        None => "give the id, or try again in a moment".to_owned(),
    };
    details::retold(&why, cause).with_next_step(next).with_source(why)
}
