//! Who reaches a tenant: its id, and the credential.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::crm::value::Id;

/// A tenant and a credential for it. Both: what was learnt with one token is not told to the bearer of another.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) tenant: Id,
    pub(crate) credential: SecretString,
}

/// What tells one grant from another: a digest of the tenant and the token, which cannot be turned back into the token.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct GrantId([u8; 32]);

impl fmt::Debug for GrantId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("GrantId")
    }
}

impl Identity {
    pub(crate) fn grant_id(&self) -> GrantId {
        let mut digest = Sha256::new();
        // A token has no line break, so no two pairs have the same text.
        for part in [self.tenant.as_str(), "\n", self.credential.expose_secret()] {
            digest.update(part);
        }
        GrantId(digest.finalize().into())
    }
}
