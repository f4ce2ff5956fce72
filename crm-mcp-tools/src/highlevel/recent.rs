//! Lists of the location that change seldom, kept for a while: they turn ids into names, and names into ids.

use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crm_mcp_core::ToolError;
use tokio::time::{Instant, timeout};

use super::{HighLevel, error, tenant::Tenant};

/// A list as it was last learnt.
#[derive(Debug)]
pub(super) struct Recent<T> {
    known: Mutex<Arc<[T]>>,
    /// When it was last asked for, whatever came of it. Locked while asking, so that concurrent calls ask once.
    asked_at: tokio::sync::Mutex<Option<Instant>>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self { known: Mutex::new(Arc::from(Vec::new())), asked_at: tokio::sync::Mutex::default() }
    }
}

impl<T> Recent<T> {
    /// How long a call may be held up by names, which it can do without.
    const DEADLINE: Duration = Duration::from_secs(2);

    fn known(&self) -> Arc<[T]> {
        Arc::clone(&self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(&self, list: Vec<T>) -> Arc<[T]> {
        let list: Arc<[_]> = list.into();
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&list);
        list
    }
}

/// An item of a list that is kept.
pub(super) trait Kept: Send + Sync + Sized {
    /// The age from which on the list is asked for again.
    const MAX_AGE: Duration;

    /// Where the list is kept.
    fn kept(tenant: &Tenant) -> &Recent<Self>;

    /// Asks HighLevel for the whole list.
    fn ask(crm: &HighLevel) -> impl Future<Output = Result<Vec<Self>, ToolError>> + Send;
}

impl HighLevel {
    /// The list as it was at most `MAX_AGE` ago; an older one, or none, where the vendor does not give it soon.
    pub(super) async fn recent<T: Kept>(&self) -> Arc<[T]> {
        let kept = T::kept(&self.tenant);
        let refresh = async {
            let mut asked_at = kept.asked_at.lock().await;
            if asked_at.is_none_or(|at| at.elapsed() >= T::MAX_AGE) {
                // Noted before the answer, so that a failure is not repeated with every call.
                *asked_at = Some(Instant::now());
                _ = self.renewed::<T>().await;
            }
        };
        _ = timeout(Recent::<T>::DEADLINE, refresh).await;
        kept.known()
    }

    /// The list as it is now.
    pub(super) async fn renewed<T: Kept>(&self) -> Result<Arc<[T]>, ToolError> {
        Ok(T::kept(&self.tenant).keep(T::ask(self).await?))
    }

    /// What `choose` finds in the list as it is kept, or else in the list as it is now. Without the list, the argument
    /// of this name must be an id.
    pub(super) async fn looked_up<T: Kept, R>(
        &self,
        argument: &str,
        choose: impl Fn(&[T]) -> Result<R, ToolError> + Send,
    ) -> Result<R, ToolError> {
        if let Ok(found) = choose(&self.recent::<T>().await) {
            return Ok(found);
        }
        choose(&self.renewed::<T>().await.map_err(|why| only_ids(argument, why))?)
    }
}

/// The refusal of a name for want of the list that has it.
fn only_ids(argument: &str, why: ToolError) -> ToolError {
    let cause = format!("`{argument}` is no id, and names cannot be looked up: {}", why.cause());
    let next = match why.next_step().filter(|_| error::is_missing_scope(&why)) {
        Some(step) => format!("give the id; or {step}"),
        None => "give the id, or try again in a moment".to_owned(),
    };
    let error = ToolError::new(why.code(), cause).next(next);
    why.details().iter().fold(error, |error, (name, value)| error.detail(name, value.clone())).caused_by(why)
}
