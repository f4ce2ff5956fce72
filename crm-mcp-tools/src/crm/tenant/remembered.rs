//! A tenant as reached with one credential, and what contexts share of it: its pace, and what was learnt.

use std::{fmt, sync::Arc};

use tokio::time::Instant;

use super::{
    identity::Identity,
    pacing::{GrantPace, Turn},
};
use crate::{api::pace::NoPlace, crm::dialect::Dialect};

/// A tenant, as reached with one credential.
pub(crate) struct Tenant<D: Dialect> {
    pub(crate) identity: Identity,
    pub(crate) pace: Arc<GrantPace>,
    pub(crate) known: D::Known,
}

impl<D: Dialect> Tenant<D> {
    pub(crate) fn new(identity: Identity, pace: Arc<GrantPace>) -> Self {
        Self { identity, pace, known: D::Known::default() }
    }

    /// Waits until one more request may be sent, but not beyond `give_up`.
    pub(crate) async fn turn(&self, give_up: Instant) -> Result<Turn<'_>, NoPlace> {
        self.pace.turn(D::quota, give_up).await
    }
}

impl<D: Dialect> fmt::Debug for Tenant<D> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tenant").field("id", &self.identity.tenant).finish_non_exhaustive()
    }
}
