//! The paces at the tenants: each is found by the grant or the app that it is of, and kept for as long as it matters.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Weak},
};

use tokio::time::Instant;

use super::{
    identity::{Identity, Key},
    pacing::{SharedLimits, TenantPace},
};
use crate::crm::dialect::Counts;

/// The paces in use, and those of forgotten tenants. Each of the latter is kept until it does not matter any more,
/// because a client that forgets what it has sent would send too much.
#[derive(Debug, Default)]
pub(super) struct Paces {
    /// All that are in use or kept.
    known: HashMap<Key, Weak<TenantPace>>,
    /// The number of known ones at which those that are gone are removed.
    sweep_at: usize,
    kept: HashMap<Key, (Instant, Arc<TenantPace>)>,
    /// The kept ones, in the order in which they cease to matter.
    until: BTreeSet<(Instant, Key)>,
    limits: Arc<SharedLimits>,
    counts: Counts,
}

impl Paces {
    /// More than can be used in one interval. A pace takes about a kilobyte, a small part of what a tenant takes.
    const MOST_KEPT: usize = 16 * 1024;

    /// No paces yet, of a CRM that counts so.
    pub(super) fn counting(counts: Counts) -> Self {
        Self { counts, ..Self::default() }
    }

    /// The pace of the app where it is known, or else that of the grant; a new one if there is none yet.
    pub(super) fn of(&mut self, identity: &Identity) -> Arc<TenantPace> {
        let key = identity.pace_key();
        if let Some(pace) = self.known.get(&key).and_then(Weak::upgrade) {
            return pace;
        }
        if self.known.len() >= self.sweep_at {
            self.known.retain(|_, pace| pace.strong_count() > 0);
            self.sweep_at = 2 * self.known.len().max(8);
        }
        let new = if identity.is_of_known_app() { TenantPace::of_app } else { TenantPace::of_grant };
        let pace = Arc::new(new(identity.tenant.clone(), Arc::clone(&self.limits)).counting(self.counts));
        self.known.insert(key, Arc::downgrade(&pace));
        pace
    }

    /// Keeps the pace of a tenant that is forgotten now. Others of its app may have it still.
    pub(super) fn keep(&mut self, identity: &Identity, pace: Arc<TenantPace>) {
        let (key, now) = (identity.pace_key(), Instant::now());
        if let Some((until, _)) = self.kept.remove(&key) {
            self.until.remove(&(until, key));
        }
        while let Some((until, ended)) = self.until.first().copied()
            && (until <= now || self.until.len() >= Self::MOST_KEPT)
        {
            self.until.pop_first();
            self.kept.remove(&ended);
        }
        if let Some(until) = pace.matters_until() {
            self.until.insert((until, key));
            self.kept.insert(key, (until, pace));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use crm_mcp_core::Scope;
    use http::{Method, Response};
    use tokio::time::advance;

    use super::*;
    use crate::{
        api::pace::{Burst, DayLimit, NoPlace, Quota},
        crm::{operation::Read, tenant::grant::Grant, toy::THINGS},
    };

    const SECOND: Duration = Duration::from_secs(1);

    static OTHER_THINGS: Read = Read::new(Method::POST, "/things", Scope::new("things.readonly"));

    fn of(tenant: usize, grant: &str, app: Option<&str>) -> Identity {
        let grant = Grant::fixed(grant.into()).unwrap();
        let grant = match app {
            Some(app) => grant.of_app(app),
            None => grant,
        };
        Identity::new(format!("l{tenant}").parse().unwrap(), &grant)
    }

    /// The limit of one request in ten seconds is used up.
    fn one_in_ten(_: &Response<Bytes>) -> Quota {
        let burst = Burst::Limit { max: 1, remaining: 0, interval: 10 * SECOND };
        Quota { burst, ..Quota::default() }
    }

    /// The day is used up, and ends in an hour.
    fn day_is_over(_: &Response<Bytes>) -> Quota {
        let day = Some(DayLimit { remaining: 0, resets_in: 3600 * SECOND });
        Quota { burst: Burst::Unlimited, day, ..Quota::default() }
    }

    async fn send(pace: &TenantPace, told: fn(&Response<Bytes>) -> Quota) {
        let answer = Response::new(Bytes::new());
        pace.turn(&THINGS, told, Instant::now()).await.unwrap().take(async { Ok(answer) }).await.unwrap();
        pace.prove();
    }

    async fn refusal(pace: &TenantPace) -> Option<NoPlace> {
        pace.turn(&THINGS, one_in_ten, Instant::now()).await.err()
    }

    #[tokio::test(start_paused = true)]
    async fn grants_of_one_app_have_one_pace_at_a_tenant_and_two_apps_have_two() {
        for told in [one_in_ten, day_is_over] {
            let mut paces = Paces::default();
            let first = paces.of(&of(1, "pit-1", Some("app")));
            send(&first, told).await;
            assert!(refusal(&first).await.is_some());
            assert!(refusal(&paces.of(&of(1, "pit-2", Some("app")))).await.is_some(), "the same app");
            for other in [of(1, "pit-1", Some("other")), of(1, "pit-1", None), of(2, "pit-2", Some("app"))] {
                assert_eq!(refusal(&paces.of(&other)).await, None);
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_kept_pace_of_an_app_is_found_by_any_of_its_grants_for_as_long_as_it_matters() {
        let mut paces = Paces::default();
        let (first, second, third) =
            (of(1, "pit-1", Some("app")), of(1, "pit-2", Some("app")), of(1, "pit-3", Some("app")));
        let pace = paces.of(&first);
        send(&pace, one_in_ten).await;
        let shared = paces.of(&second);
        paces.keep(&first, pace);
        advance(9 * SECOND).await;
        assert!(refusal(&shared).await.is_some());
        advance(SECOND).await;
        // Used again by another grant after it was kept: it is kept for longer.
        send(&shared, one_in_ten).await;
        paces.keep(&second, shared);
        advance(9 * SECOND).await;
        // Whatever is kept, what does not matter any more is removed then.
        let other = of(2, "pit-1", None);
        let pace = paces.of(&other);
        paces.keep(&other, pace);
        let kept = paces.of(&third);
        assert!(refusal(&kept).await.is_some());
        advance(SECOND).await;
        assert_eq!(refusal(&kept).await, None);
    }

    #[tokio::test(start_paused = true)]
    async fn where_operations_are_counted_by_themselves_each_is_kept_for_as_long_as_it_matters() {
        let mut paces = Paces::counting(Counts::ByOperation);
        let pace = paces.of(&of(1, "pit-1", None));
        send(&pace, one_in_ten).await;
        paces.keep(&of(1, "pit-1", None), pace);
        advance(9 * SECOND).await;
        let kept = paces.of(&of(1, "pit-1", None));
        assert!(refusal(&kept).await.is_some());
        assert!(kept.turn(&OTHER_THINGS, one_in_ten, Instant::now()).await.is_ok());
        advance(SECOND).await;
        assert_eq!(refusal(&kept).await, None);
        assert!(paces.of(&of(1, "pit-2", None)).turn(&THINGS, one_in_ten, Instant::now()).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn the_paces_that_are_kept_are_bounded() {
        let mut paces = Paces::default();
        for number in 0..Paces::MOST_KEPT + 100 {
            let identity = of(number, "pit", None);
            let pace = paces.of(&identity);
            send(&pace, one_in_ten).await;
            paces.keep(&identity, pace);
        }
        assert_eq!([paces.kept.len(), paces.until.len()], [Paces::MOST_KEPT; 2]);
        advance(10 * SECOND).await;
        let last = of(0, "pit", None);
        let pace = paces.of(&last);
        send(&pace, one_in_ten).await;
        paces.keep(&last, pace);
        assert_eq!([paces.kept.len(), paces.until.len()], [1; 2], "those that do not matter any more are gone");
    }

    #[test]
    fn paces_that_nobody_has_are_not_known_for_long() {
        let mut paces = Paces::default();
        let held = paces.of(&of(0, "pit", None));
        for number in 1..=1000 {
            paces.of(&of(number, "pit", None));
        }
        assert!(Arc::ptr_eq(&paces.of(&of(0, "pit", None)), &held));
        assert!(paces.known.len() <= 16);
    }
}
