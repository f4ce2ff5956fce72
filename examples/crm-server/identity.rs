//! Who a client is, as far as its credential tells.
//!
//! The server cannot verify a credential, and the id of a tenant is not a secret. So what is kept for one client, such as a
//! session, belongs to all that the credential consists of.

use sha2::{Digest, Sha256};

/// Makes identities out of credentials, with a key that nobody but this process has. So an identity tells nothing about
/// the token, even to somebody who can guess at tokens.
pub(crate) struct Identities {
    /// A digest that has taken up the key.
    keyed: Sha256,
}

impl Identities {
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Self { keyed: Sha256::new_with_prefix(key) })
    }

    /// The identity of a credential that consists of these parts.
    pub(crate) fn of(&self, parts: &[&str]) -> String {
        // The length keeps the end of a part from passing for the beginning of the next one.
        let digest = parts
            .iter()
            .fold(self.keyed.clone(), |digest, part| digest.chain_update(part.len().to_le_bytes()).chain_update(part));
        format!("{:x}", digest.finalize())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Identities;

    #[test]
    fn an_identity_stands_for_a_token_and_a_location_in_this_process_and_tells_neither() {
        let identities = Identities::new().unwrap();
        let own = identities.of(&["LocationA", "pit-token"]);
        assert_eq!(identities.of(&["LocationA", "pit-token"]), own);
        for other in [
            &["LocationA", "pit-other"][..],
            &["LocationB", "pit-token"],
            &["Location", "Apit-token"],
            &["LocationApit-token"],
            &["", ""],
            &[],
        ] {
            assert_ne!(identities.of(other), own, "{other:?}");
        }
        assert!(!own.contains("pit-token") && !own.contains("LocationA"), "{own}");
        let other_process = Identities::new().unwrap();
        assert_ne!(other_process.of(&["LocationA", "pit-token"]), own);
    }
}
