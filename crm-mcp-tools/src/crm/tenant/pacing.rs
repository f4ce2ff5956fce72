//! The pace of a grant, or of all grants of an app, at a tenant: when the next request may be sent.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use bytes::Bytes;
use http::Response;
use tokio::time::Instant;

use super::counted::{Counted, OperationPaces};
use crate::{
    api::{
        UpstreamError,
        pace::{Limit, NoPlace, Place, Quota, SharedLimit},
    },
    crm::{dialect::Counts, operation::Operation, value::Id},
};

/// What the CRM told a grant at a tenant, or all grants of an app, and with whom they share a limit.
///
/// What closes a pace (a 429, a day that is used up) is kept here, so it never concerns a grant with another pace. Grants
/// that seem to share a limit can hold up each other, but each may always send one request an interval.
#[derive(Debug)]
pub(crate) struct TenantPace {
    tenant: Id,
    counted: Counted,
    sharing: Mutex<Sharing>,
    limits: Arc<SharedLimits>,
    /// When its latest request was sent.
    last_sent: Mutex<Option<Instant>>,
}

/// Reads what an answer says of the CRM's limits.
pub(crate) type ReadQuota = fn(&Response<Bytes>) -> Quota;

/// Whether the limit against bursts is shared with grants of the tenant that have a pace of their own.
#[derive(Debug, Default)]
enum Sharing {
    /// No answer has shown yet that the grant belongs to the tenant.
    #[default]
    Unproven,
    /// It shares, as soon as its limit is known.
    Shared(Option<Arc<SharedLimit>>),
    /// The CRM counts it apart from the others. Of apps that are known, this is known; and where each operation is counted
    /// by itself, there is no limit that they could share.
    Apart,
}

impl TenantPace {
    /// The pace of one grant, of whose app nothing is known.
    pub(crate) fn of_grant(tenant: Id, limits: Arc<SharedLimits>) -> Self {
        let counted = Counted::Together(Arc::default());
        Self { tenant, counted, sharing: Mutex::default(), limits, last_sent: Mutex::default() }
    }

    /// The pace of all grants of an app.
    pub(crate) fn of_app(tenant: Id, limits: Arc<SharedLimits>) -> Self {
        Self { sharing: Mutex::new(Sharing::Apart), ..Self::of_grant(tenant, limits) }
    }

    /// The same, which has sent nothing yet, as the CRM counts.
    pub(super) fn counting(self, counts: Counts) -> Self {
        match counts {
            Counts::Together => self,
            Counts::ByOperation => {
                let counted = Counted::ByOperation(OperationPaces::default());
                Self { counted, sharing: Mutex::new(Sharing::Apart), ..self }
            }
        }
    }

    /// Waits until one more request of the operation may be sent, but not beyond `give_up`.
    pub(crate) async fn turn(
        &self,
        operation: &Operation,
        quota: ReadQuota,
        give_up: Instant,
    ) -> Result<Turn<'_>, NoPlace> {
        let place = self.counted.pace_of(operation).admit(give_up).await?;
        let shared_place = match self.shared_limit() {
            Some(limit) => Some(self.shared_place(&limit, give_up).await?),
            None => None,
        };
        Ok(Turn { pace: self, quota, place, shared_place })
    }

    /// Takes a place in the shared limit. The other grants can delay a request, but they cannot prevent the first one of
    /// an interval.
    async fn shared_place(&self, limit: &SharedLimit, give_up: Instant) -> Result<Place, NoPlace> {
        if let Ok(place) = limit.admit(give_up).await {
            return Ok(place);
        }
        let now = Instant::now();
        let mut last_sent = self.last_sent.lock().unwrap_or_else(PoisonError::into_inner);
        let next = last_sent.map(|sent| sent + limit.limit.interval).filter(|next| *next > now);
        if let Some(next) = next {
            return Err(NoPlace::until(next));
        }
        *last_sent = Some(now);
        Ok(limit.crowd_in())
    }

    /// An answer has shown that the grant belongs to the tenant.
    pub(crate) fn prove(&self) {
        let mut sharing = self.sharing();
        if matches!(*sharing, Sharing::Unproven) {
            *sharing = Sharing::Shared(self.limits.of(&self.tenant, self.counted.limit_of_all()));
        }
    }

    /// Until when this must be remembered. A client that forgot it earlier would send a request too early.
    pub(crate) fn matters_until(&self) -> Option<Instant> {
        self.counted.matters_until()
    }

    /// Notes that a request is being sent, and gives the time.
    fn sends_now(&self) -> Instant {
        let now = Instant::now();
        *self.last_sent.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        now
    }

    /// Learns from an answer with whom the limit is shared.
    fn compare(&self, quota: Quota, sent_at: Instant) {
        let mut sharing = self.sharing();
        let Sharing::Shared(shared) = &mut *sharing else { return };
        let limit = self.counted.limit_of_all();
        if shared.as_ref().map(|shared| shared.limit) != limit {
            *shared = self.limits.of(&self.tenant, limit);
        }
        if shared.as_ref().zip(quota.day).is_some_and(|(shared, day)| shared.is_counted_apart(day, sent_at)) {
            *sharing = Sharing::Apart;
        }
    }

    fn shared_limit(&self) -> Option<Arc<SharedLimit>> {
        match &*self.sharing() {
            Sharing::Shared(shared) => shared.clone(),
            Sharing::Unproven | Sharing::Apart => None,
        }
    }

    fn sharing(&self) -> MutexGuard<'_, Sharing> {
        self.sharing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The turn of one request. Dropped before it is taken, it is given back.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    pace: &'a TenantPace,
    quota: ReadQuota,
    place: Place,
    shared_place: Option<Place>,
}

impl Turn<'_> {
    /// Sends the request, and learns from what comes of it.
    pub(crate) async fn take(
        self,
        sent: impl Future<Output = Result<Response<Bytes>, UpstreamError>>,
    ) -> Result<Response<Bytes>, UpstreamError> {
        let Self { pace, quota, mut place, mut shared_place } = self;
        let sent_at = pace.sends_now();
        [Some(&mut place), shared_place.as_mut()].into_iter().flatten().for_each(Place::under_way);
        let outcome = sent.await;
        match &outcome {
            Ok(response) => {
                let quota = quota(response);
                place.answered(quota);
                // The numbers of one grant say nothing of another one; the request alone counts here.
                if let Some(place) = shared_place {
                    place.answered(Quota::default());
                }
                pace.compare(quota, sent_at);
            }
            Err(error) if error.may_have_arrived() => drop((place, shared_place)),
            Err(_) => [Some(place), shared_place].into_iter().flatten().for_each(Place::unused),
        }
        outcome
    }
}

/// The limits that grants share at present, by tenant and size.
#[derive(Debug, Default)]
pub(crate) struct SharedLimits(Mutex<Shared>);

#[derive(Debug, Default)]
struct Shared {
    limits: HashMap<(Id, Limit), Weak<SharedLimit>>,
    /// The number of limits at which the unused ones are removed.
    sweep_at: usize,
}

impl SharedLimits {
    fn of(&self, tenant: &Id, limit: Option<Limit>) -> Option<Arc<SharedLimit>> {
        let limit = limit?;
        let Shared { limits, sweep_at } = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (tenant.clone(), limit);
        if let Some(shared) = limits.get(&key).and_then(Weak::upgrade) {
            return Some(shared);
        }
        if limits.len() >= *sweep_at {
            limits.retain(|_, shared| shared.strong_count() > 0);
            *sweep_at = 2 * limits.len().max(8);
        }
        let shared = Arc::new(SharedLimit::new(limit));
        limits.insert(key, Arc::downgrade(&shared));
        Some(shared)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{api::pace::Burst, crm::toy::THINGS};

    const SECOND: Duration = Duration::from_secs(1);

    fn two_in_ten(_: &Response<Bytes>) -> Quota {
        let burst = Burst::Limit { max: 2, remaining: 1, interval: 10 * SECOND };
        Quota { burst, ..Quota::default() }
    }

    /// A grant of a tenant with a limit of two requests in ten seconds; the CRM has told it so an interval ago.
    async fn told(limits: &Arc<SharedLimits>) -> TenantPace {
        let grant = TenantPace::of_grant("l1".parse().unwrap(), Arc::clone(limits));
        let answer = Response::new(Bytes::new());
        grant.turn(&THINGS, two_in_ten, Instant::now()).await.unwrap().take(async { Ok(answer) }).await.unwrap();
        grant.prove();
        tokio::time::advance(10 * SECOND).await;
        grant
    }

    #[tokio::test(start_paused = true)]
    async fn others_delay_a_request_and_cannot_refuse_the_first_of_an_interval() {
        let limits = Arc::default();
        let (busy, idle) = (told(&limits).await, told(&limits).await);
        let _under_way = [
            busy.turn(&THINGS, two_in_ten, Instant::now()).await.unwrap(),
            busy.turn(&THINGS, two_in_ten, Instant::now()).await.unwrap(),
        ];
        let start = Instant::now();
        let lost = async { Err(UpstreamError::Interrupted("lost".into())) };
        let turn = idle.turn(&THINGS, two_in_ten, start + 12 * SECOND).await.unwrap();
        assert_eq!(start.elapsed(), 10 * SECOND, "it goes when no place can come free in time any more");
        turn.take(lost).await.unwrap_err();

        let refused = idle.turn(&THINGS, two_in_ten, Instant::now() + SECOND).await.err();
        assert_eq!(refused, Some(NoPlace::Exhausted { retry_after: 10 * SECOND }), "an interval after its last one");
        tokio::time::advance(10 * SECOND).await;
        idle.turn(&THINGS, two_in_ten, Instant::now()).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_that_is_not_taken_is_given_back() {
        let limits = Arc::default();
        let (first, second) = (told(&limits).await, told(&limits).await);
        for _ in 0..10 {
            drop(first.turn(&THINGS, two_in_ten, Instant::now()).await.unwrap());
        }
        let start = Instant::now();
        let turns = [
            second.turn(&THINGS, two_in_ten, start + SECOND).await,
            second.turn(&THINGS, two_in_ten, start + SECOND).await,
        ];
        assert!(turns.iter().all(Result::is_ok) && start.elapsed().is_zero());
    }

    #[test]
    fn limits_that_nobody_shares_are_not_kept() {
        let shared = SharedLimits::default();
        let limit = Limit::within_reason(25, Duration::from_secs(10));
        let of = |number: usize| shared.of(&format!("l{number}").parse().unwrap(), Some(limit)).unwrap();
        let kept = of(0);
        for number in 1..=1000 {
            of(number);
        }
        assert!(Arc::ptr_eq(&of(0), &kept));
        assert!(shared.0.lock().unwrap().limits.len() <= 16);
    }
}
