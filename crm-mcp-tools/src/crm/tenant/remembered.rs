//! A tenant as reached by one grant, and what contexts share of it: its pace, the renewal of its token, what was learnt.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::time::Instant;

use super::{
    identity::Identity,
    pacing::{TenantPace, Turn},
    renewals::Renewals,
};
use crate::{
    api::pace::NoPlace,
    crm::{
        dialect::{Dialect, quota_of},
        operation::Operation,
    },
};

/// A tenant, as reached by one grant.
pub(crate) struct Tenant<D: Dialect> {
    pub(crate) identity: Identity,
    /// Shared with the other grants of its app, where that is known.
    pub(crate) pace: Arc<TenantPace>,
    pub(crate) renewals: Arc<Renewals>,
    pub(crate) known: D::Known,
    is_proven: AtomicBool,
}

impl<D: Dialect> Tenant<D> {
    pub(crate) fn new(identity: Identity, pace: Arc<TenantPace>) -> Self {
        let (renewals, is_proven) = (Arc::default(), AtomicBool::new(false));
        Self { identity, pace, renewals, known: D::Known::default(), is_proven }
    }

    /// Waits until one more request of the operation may be sent, but not beyond `give_up`.
    pub(crate) async fn turn(&self, operation: &Operation, give_up: Instant) -> Result<Turn<'_>, NoPlace> {
        self.pace.turn(operation, quota_of::<D>, give_up).await
    }

    /// An answer has shown that the grant belongs to the tenant.
    pub(crate) fn prove(&self) {
        self.is_proven.store(true, Ordering::Relaxed);
        self.pace.prove();
    }

    pub(crate) fn is_proven(&self) -> bool {
        self.is_proven.load(Ordering::Relaxed)
    }
}

impl<D: Dialect> fmt::Debug for Tenant<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tenant").field("id", &self.identity.tenant).finish_non_exhaustive()
    }
}
