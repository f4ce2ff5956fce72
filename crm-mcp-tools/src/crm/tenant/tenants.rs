//! The tenants that a client remembers: a bounded number, since any caller may name any tenant.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::time::Instant;

use super::{
    identity::{GrantId, Identity},
    pacing::{GrantPace, SharedLimits},
    remembered::Tenant,
};
use crate::crm::dialect::Dialect;

/// The tenants in use, and the longest unused ones as far as there is room.
pub(crate) struct Tenants<D: Dialect> {
    capacity: usize,
    memory: Mutex<Memory<D>>,
    limits: Arc<SharedLimits>,
}

/// A tenant is found by its id, and the next one to forget by the order. Neither needs a search through all of them.
struct Memory<D: Dialect> {
    known: HashMap<GrantId, Entry<D>>,
    /// The known ones, in the order in which they are forgotten.
    order: BTreeSet<(Rank, GrantId)>,
    forgotten: Forgotten,
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
        Self { capacity, memory: Mutex::new(Memory::empty()), limits: Arc::default() }
    }

    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// The tenant with this identity; a new one if it is not known.
    pub(crate) fn get(&self, identity: Identity) -> Arc<Tenant<D>> {
        let id = identity.grant_id();
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tenant) = memory.use_again(id) {
            return tenant;
        }
        memory.make_room(self.capacity);
        let new = || Arc::new(GrantPace::new(identity.tenant.clone(), Arc::clone(&self.limits)));
        let pace = memory.forgotten.take(id).unwrap_or_else(new);
        let tenant = Arc::new(Tenant::new(identity, pace));
        memory.file(id, Arc::clone(&tenant));
        tenant
    }
}

impl<D: Dialect> Memory<D> {
    /// How many are looked at to find one that can be forgotten, so that no call pays for a search of all.
    const LOOKS: usize = 16;

    fn empty() -> Self {
        Self { known: HashMap::new(), order: BTreeSet::new(), forgotten: Forgotten::default(), uses: 0 }
    }

    fn use_again(&mut self, id: GrantId) -> Option<Arc<Tenant<D>>> {
        let Entry { tenant, rank } = self.known.remove(&id)?;
        self.order.remove(&(rank, id));
        self.file(id, Arc::clone(&tenant));
        Some(tenant)
    }

    /// Files a tenant as the one used last.
    fn file(&mut self, id: GrantId, tenant: Arc<Tenant<D>>) {
        self.uses += 1;
        let rank = Rank { is_proven: tenant.pace.is_proven(), used: self.uses };
        self.order.insert((rank, id));
        self.known.insert(id, Entry { tenant, rank });
    }

    /// Forgets tenants until there is room for one more. A tenant that a context holds is in use and stays, so there can
    /// be more tenants than the capacity.
    fn make_room(&mut self, capacity: usize) {
        for _ in 0..Self::LOOKS {
            if self.known.len() < capacity {
                return;
            }
            let Some((rank, id)) = self.order.pop_first() else { return };
            let Some(Entry { tenant, .. }) = self.known.remove(&id) else { continue };
            let is_in_use = Arc::strong_count(&tenant) > 1;
            let was_proven_since = tenant.pace.is_proven() && !rank.is_proven;
            if is_in_use || was_proven_since {
                self.file(id, tenant);
            } else {
                self.forgotten.keep(id, Arc::clone(&tenant.pace));
            }
        }
    }
}

/// The paces of forgotten tenants. Each is kept until its pace does not matter any more, because a client that forgets
/// what it has sent would send too much.
#[derive(Debug, Default)]
struct Forgotten {
    paces: HashMap<GrantId, (Instant, Arc<GrantPace>)>,
    until: BTreeSet<(Instant, GrantId)>,
}

impl Forgotten {
    /// More than can be used in one interval. A pace takes about a kilobyte, a small part of what a tenant takes.
    const MOST: usize = 16 * 1024;

    fn keep(&mut self, id: GrantId, pace: Arc<GrantPace>) {
        let now = Instant::now();
        while let Some((until, ended)) = self.until.first().copied()
            && (until <= now || self.until.len() >= Self::MOST)
        {
            self.until.pop_first();
            self.paces.remove(&ended);
        }
        if let Some(until) = pace.matters_until() {
            self.until.insert((until, id));
            self.paces.insert(id, (until, pace));
        }
    }

    fn take(&mut self, id: GrantId) -> Option<Arc<GrantPace>> {
        let (until, pace) = self.paces.remove(&id)?;
        self.until.remove(&(until, id));
        Some(pace)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::Response;
    use tokio::time::advance;

    use super::*;
    use crate::crm::toy::Toy;

    const CAPACITY: usize = 64;

    fn identity(number: usize) -> Identity {
        Identity { tenant: format!("l{number}").parse().unwrap(), credential: "pit".into() }
    }

    /// Uses a tenant, and does not hold it.
    fn visit(tenants: &Tenants<Toy>, number: usize) {
        drop(tenants.get(identity(number)));
    }

    fn is_known(tenants: &Tenants<Toy>, number: usize) -> bool {
        tenants.memory.lock().unwrap().known.contains_key(&identity(number).grant_id())
    }

    fn known(tenants: &Tenants<Toy>) -> usize {
        let memory = tenants.memory.lock().unwrap();
        assert_eq!(memory.known.len(), memory.order.len());
        memory.known.len()
    }

    /// Sends a request, which uses up the limit of five in ten seconds.
    async fn send(tenant: &Tenant<Toy>) {
        let answer = Response::new(bytes::Bytes::new());
        tenant.turn(Instant::now()).await.unwrap().take(async { Ok(answer) }).await.unwrap();
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
        tenants.get(identity(0)).pace.prove();
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
    async fn the_paces_that_are_kept_are_bounded() {
        let tenants = Tenants::<Toy>::with_capacity(2);
        for number in 0..Forgotten::MOST + 100 {
            send(&tenants.get(identity(number))).await;
        }
        let forgotten = &tenants.memory.lock().unwrap().forgotten;
        assert_eq!([forgotten.paces.len(), forgotten.until.len()], [Forgotten::MOST; 2]);
    }
}
