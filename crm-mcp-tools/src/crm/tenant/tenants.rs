//! The tenants that a client remembers: a bounded number, since any caller may name any tenant.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    identity::{Identity, Key},
    paces::Paces,
    remembered::Tenant,
};
use crate::crm::dialect::Dialect;

/// The tenants in use, and the longest unused ones as far as there is room.
pub(crate) struct Tenants<D: Dialect> {
    capacity: usize,
    memory: Mutex<Memory<D>>,
}

/// A tenant is found by its id, and the next one to forget by the order. Neither needs a search through all of them.
struct Memory<D: Dialect> {
    known: HashMap<Key, Entry<D>>,
    /// The known ones, in the order in which they are forgotten.
    order: BTreeSet<(Rank, Key)>,
    paces: Paces,
    uses: u64,
}

struct Entry<D: Dialect> {
    tenant: Arc<Tenant<D>>,
    rank: Rank,
}

/// The tenant with the lowest rank is forgotten first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Anybody can invent tokens. A crowd of them must not drive out a tenant that is proven.
    is_proven: bool,
    used: u64,
}

impl<D: Dialect> Tenants<D> {
    pub(crate) const CAPACITY: usize = 1024;

    /// Remembers at most so many tenants, beside those in use.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { capacity, memory: Mutex::new(Memory::empty()) }
    }

    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// The tenant with this identity; a new one if it is not known.
    pub(crate) fn get(&self, identity: Identity) -> Arc<Tenant<D>> {
        let key = identity.key();
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tenant) = memory.use_again(key) {
            return tenant;
        }
        memory.make_room(self.capacity);
        let pace = memory.paces.of(&identity);
        let tenant = Arc::new(Tenant::new(identity, pace));
        memory.file(key, Arc::clone(&tenant));
        tenant
    }
}

impl<D: Dialect> Memory<D> {
    /// How many are looked at to find one that can be forgotten, so that no call pays for a search of all.
    const LOOKS: usize = 16;

    fn empty() -> Self {
        Self { known: HashMap::new(), order: BTreeSet::new(), paces: Paces::counting(D::COUNTS), uses: 0 }
    }

    fn use_again(&mut self, key: Key) -> Option<Arc<Tenant<D>>> {
        let Entry { tenant, rank } = self.known.remove(&key)?;
        self.order.remove(&(rank, key));
        self.file(key, Arc::clone(&tenant));
        Some(tenant)
    }

    /// Files a tenant as the one used last.
    fn file(&mut self, key: Key, tenant: Arc<Tenant<D>>) {
        self.uses += 1;
        let rank = Rank { is_proven: tenant.is_proven(), used: self.uses };
        self.order.insert((rank, key));
        self.known.insert(key, Entry { tenant, rank });
    }

    /// Forgets tenants until there is room for one more. A tenant that a context holds is in use and stays, so there can
    /// be more tenants than the capacity.
    fn make_room(&mut self, capacity: usize) {
        for _ in 0..Self::LOOKS {
            if self.known.len() < capacity {
                return;
            }
            let Some((rank, key)) = self.order.pop_first() else { return };
            let Some(Entry { tenant, .. }) = self.known.remove(&key) else { continue };
            let is_in_use = Arc::strong_count(&tenant) > 1;
            let was_proven_since = tenant.is_proven() && !rank.is_proven;
            if is_in_use || was_proven_since {
                self.file(key, tenant);
            } else {
                self.paces.keep(&tenant.identity, Arc::clone(&tenant.pace));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::Response;
    use tokio::time::{Instant, advance};

    use super::*;
    use crate::crm::{
        tenant::grant::Grant,
        toy::{THINGS, Toy},
    };

    const CAPACITY: usize = 64;

    fn identity(number: usize) -> Identity {
        Identity::new(format!("l{number}").parse().unwrap(), &Grant::fixed("pit".into()).unwrap())
    }

    /// Uses a tenant, and does not hold it.
    fn visit(tenants: &Tenants<Toy>, number: usize) {
        drop(tenants.get(identity(number)));
    }

    fn is_known(tenants: &Tenants<Toy>, number: usize) -> bool {
        tenants.memory.lock().unwrap().known.contains_key(&identity(number).key())
    }

    fn known(tenants: &Tenants<Toy>) -> usize {
        let memory = tenants.memory.lock().unwrap();
        assert_eq!(memory.known.len(), memory.order.len());
        memory.known.len()
    }

    /// Sends a request, which uses up the limit of five in ten seconds.
    async fn send(tenant: &Tenant<Toy>) {
        let answer = Response::new(bytes::Bytes::new());
        tenant.turn(&THINGS, Instant::now()).await.unwrap().take(async { Ok(answer) }).await.unwrap();
    }

    #[test]
    fn the_longest_unused_gives_way_when_there_are_too_many() {
        let tenants = Tenants::<Toy>::with_capacity(CAPACITY);
        for number in 1..=CAPACITY {
            visit(&tenants, number);
        }
        visit(&tenants, 1);
        visit(&tenants, CAPACITY + 1);
        assert!(is_known(&tenants, 1), "used a moment ago");
        assert!(!is_known(&tenants, 2), "the longest unused");
        assert_eq!(known(&tenants), CAPACITY);
    }

    #[test]
    fn a_crowd_of_invented_tokens_does_not_drive_out_one_that_was_proven() {
        let tenants = Tenants::<Toy>::with_capacity(CAPACITY);
        tenants.get(identity(0)).prove();
        for number in 1..=10 * CAPACITY {
            visit(&tenants, number);
        }
        assert!(is_known(&tenants, 0));
    }

    #[test]
    fn a_tenant_in_use_stays_and_is_the_same_for_all() {
        let tenants = Tenants::<Toy>::with_capacity(CAPACITY);
        let held: Vec<_> = (0..2 * CAPACITY).map(|number| tenants.get(identity(number))).collect();
        assert_eq!(known(&tenants), 2 * CAPACITY, "all are in use");
        for (number, tenant) in held.iter().enumerate() {
            assert!(Arc::ptr_eq(tenant, &tenants.get(identity(number))));
        }
        drop(held);
        for number in 1000..1000 + CAPACITY {
            visit(&tenants, number);
        }
        assert_eq!(known(&tenants), CAPACITY, "what is not held any more gives way");
    }

    #[tokio::test(start_paused = true)]
    async fn the_pace_outlives_its_tenant_for_as_long_as_it_matters() {
        let tenants = Tenants::<Toy>::with_capacity(1);
        for (seconds, is_kept) in [(9, true), (10, false)] {
            let tenant = tenants.get(identity(0));
            send(&tenant).await;
            let grant = Arc::downgrade(&tenant.pace);
            drop(tenant);
            for number in 1..=20 {
                visit(&tenants, number);
            }
            advance(Duration::from_secs(seconds)).await;
            visit(&tenants, 21);
            assert_eq!(grant.strong_count() > 0, is_kept, "after {seconds} seconds");
            let again = tenants.get(identity(0));
            assert_eq!(Arc::as_ptr(&again.pace) == grant.as_ptr(), is_kept, "after {seconds} seconds");
            advance(Duration::from_secs(10)).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_window_is_overrun_after_ten_thousand_other_tenants() {
        for app in [None, Some("app")] {
            let tenants = Tenants::<Toy>::with_capacity(Tenants::<Toy>::CAPACITY);
            let of = |tenant: usize, grant: usize| {
                let grant = Grant::fixed(format!("pit-{grant}").into()).unwrap();
                let grant = app.into_iter().fold(grant, Grant::of_app);
                tenants.get(Identity::new(format!("l{tenant}").parse().unwrap(), &grant))
            };
            let start = Instant::now();
            send(&of(0, 0)).await;
            for number in 1..=10_000 {
                send(&of(number, 0)).await;
            }
            advance(Duration::from_millis(9_999)).await;
            // With an app, another grant of it comes.
            let again = of(0, usize::from(app.is_some()));
            again.turn(&THINGS, start + Duration::from_secs(11)).await.unwrap();
            assert_eq!(start.elapsed(), Duration::from_secs(10), "{app:?}");
        }
    }
}
