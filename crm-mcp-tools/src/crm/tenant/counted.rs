//! The paces of a grant or an app at a tenant: one of all its requests, or one of each operation, as the CRM counts.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http::Method;
use tokio::time::Instant;

use crate::{
    api::pace::{Limit, Pace},
    crm::operation::Operation,
};

/// The paces of what the CRM counts.
#[derive(Debug)]
pub(super) enum Counted {
    Together(Arc<Pace>),
    ByOperation(OperationPaces),
}

impl Counted {
    /// The pace of the requests among which this operation's are counted.
    pub(super) fn pace_of(&self, operation: &Operation) -> Arc<Pace> {
        match self {
            Self::Together(pace) => Arc::clone(pace),
            Self::ByOperation(paces) => paces.of(operation),
        }
    }

    /// The limit against bursts of all requests together, if answers have told one.
    pub(super) fn limit_of_all(&self) -> Option<Limit> {
        match self {
            Self::Together(pace) => pace.limit(),
            Self::ByOperation(_) => None,
        }
    }

    /// Until when a request could be too early. What is over already takes no memory from now on.
    pub(super) fn matters_until(&self) -> Option<Instant> {
        match self {
            Self::Together(pace) => pace.matters_until(),
            Self::ByOperation(paces) => paces.matter_until(),
        }
    }
}

/// A pace for each method and path: two operations that have both are one to the CRM.
#[derive(Debug, Default)]
pub(super) struct OperationPaces(Mutex<HashMap<(Method, &'static str), Arc<Pace>>>);

impl OperationPaces {
    /// Once there are so many, a further one drives out those that are not in use and do not matter any more. An
    /// operation that has lost its pace learns its limit anew, with its next request.
    const MOST_IDLE: usize = 16;

    fn of(&self, operation: &Operation) -> Arc<Pace> {
        let (key, mut paces) = ((operation.method.clone(), operation.path), self.lock());
        if let Some(pace) = paces.get(&key) {
            return Arc::clone(pace);
        }
        if paces.len() >= Self::MOST_IDLE {
            paces.retain(|_, pace| is_needed(pace));
        }
        Arc::clone(paces.entry(key).or_default())
    }

    fn matter_until(&self) -> Option<Instant> {
        let mut paces = self.lock();
        paces.retain(|_, pace| is_needed(pace));
        paces.values().filter_map(|pace| pace.matters_until()).max()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(Method, &'static str), Arc<Pace>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a request has it or waits for it, or it can hold up one.
fn is_needed(pace: &Arc<Pace>) -> bool {
    Arc::strong_count(pace) > 1 || pace.matters_until().is_some()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crm_mcp_core::Scope;
    use tokio::time::advance;

    use super::*;
    use crate::{
        api::pace::{Burst, Quota},
        crm::operation::Read,
    };

    const SECOND: Duration = Duration::from_secs(1);

    fn operations() -> Vec<Read> {
        let paths = (0..100).map(|number| &*format!("/things/{number}/").leak());
        paths.map(|path| Read::new(Method::GET, path, Scope::new("things"))).collect()
    }

    /// A request that uses up a limit of one request in ten seconds.
    async fn send(paces: &OperationPaces, operation: &Operation) {
        let mut place = paces.of(operation).admit(Instant::now()).await.unwrap();
        place.under_way();
        let burst = Burst::Limit { max: 1, remaining: 0, interval: 10 * SECOND };
        place.answered(Quota { burst, ..Quota::default() });
    }

    fn known(paces: &OperationPaces) -> usize {
        paces.lock().len()
    }

    #[tokio::test(start_paused = true)]
    async fn the_idle_paces_are_few_and_those_that_matter_or_are_in_use_stay() {
        let (paces, operations) = (OperationPaces::default(), operations());
        let held = paces.of(&operations[0]);
        for operation in &operations[1..50] {
            send(&paces, operation).await;
        }
        assert_eq!(known(&paces), 50, "all matter, or are in use");
        advance(9 * SECOND).await;
        assert!(paces.of(&operations[1]).admit(Instant::now()).await.is_err(), "its limit is used up");
        advance(SECOND).await;
        for operation in &operations[50..] {
            paces.of(operation);
        }
        assert!(known(&paces) <= OperationPaces::MOST_IDLE + 1, "{}", known(&paces));
        assert!(Arc::ptr_eq(&paces.of(&operations[0]), &held));
    }

    #[tokio::test(start_paused = true)]
    async fn they_matter_for_as_long_as_one_of_them_does_and_then_take_no_memory() {
        let (paces, operations) = (OperationPaces::default(), operations());
        assert_eq!(paces.matter_until(), None);
        send(&paces, &operations[0]).await;
        advance(SECOND).await;
        send(&paces, &operations[1]).await;
        assert_eq!(paces.matter_until(), Some(Instant::now() + 10 * SECOND));
        advance(9 * SECOND).await;
        assert_eq!((paces.matter_until(), known(&paces)), (Some(Instant::now() + SECOND), 1));
        advance(SECOND).await;
        assert_eq!((paces.matter_until(), known(&paces)), (None, 0));
    }
}
