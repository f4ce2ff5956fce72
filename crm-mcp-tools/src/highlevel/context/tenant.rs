//! A location as reached with one credential, and what contexts share of it: its pace, and what was learnt.

use std::{fmt, sync::Arc};

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::grant::{Grant, Turn};
use crate::{api::pace::NoPlace, crm::value::Id, highlevel::known::Known};

/// A location and a credential for it. Both: what was learnt with one token is not told to the bearer of another.
#[derive(Debug, Clone)]
pub(in crate::highlevel) struct Identity {
    pub(in crate::highlevel) location: Id,
    pub(in crate::highlevel) credential: SecretString,
}

/// What tells one grant from another: a digest of the location and the token, which cannot be turned back into the token.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::highlevel) struct GrantId([u8; 32]);

impl fmt::Debug for GrantId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("GrantId")
    }
}

impl Identity {
    pub(in crate::highlevel) fn grant_id(&self) -> GrantId {
        let mut digest = Sha256::new();
        // A token has no line break, so no two pairs have the same text.
        for part in [self.location.as_str(), "\n", self.credential.expose_secret()] {
            digest.update(part);
        }
        GrantId(digest.finalize().into())
    }
}

/// A location, as reached with one credential.
#[derive(Debug)]
pub(in crate::highlevel) struct Tenant {
    pub(in crate::highlevel) identity: Identity,
    pub(in crate::highlevel) grant: Arc<Grant>,
    pub(in crate::highlevel) known: Known,
}

impl Tenant {
    pub(in crate::highlevel) fn new(identity: Identity, grant: Arc<Grant>) -> Self {
        Self { identity, grant, known: Known::default() }
    }

    /// Waits until one more request may be sent, but not beyond `give_up`.
    pub(in crate::highlevel) async fn turn(&self, give_up: Instant) -> Result<Turn<'_>, NoPlace> {
        self.grant.turn(give_up).await
    }
}
