//! Who a client is, as far as its credential tells.
//!
//! The server cannot verify a HighLevel token, and a location id is not a secret. So what is kept for one client, such as
//! a session, belongs to the token and the location together.

use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};

use crate::args::Credential;

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

    pub(crate) fn of(&self, Credential { token, location }: &Credential) -> String {
        let digest = self.keyed.clone();
        // The length keeps the end of a location from passing for the beginning of a token.
        let digest = digest.chain_update(location.len().to_le_bytes()).chain_update(location);
        format!("{:x}", digest.chain_update(token.expose_secret()).finalize())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Identities;
    use crate::args::Credential;

    #[test]
    fn an_identity_stands_for_a_token_and_a_location_in_this_process_and_tells_neither() {
        let identities = Identities::new().unwrap();
        let of = |token: &str, location: &str| identities.of(&Credential::new(token, location));
        let own = of("pit-token", "LocationA");
        assert_eq!(of("pit-token", "LocationA"), own);
        for (token, location) in
            [("pit-other", "LocationA"), ("pit-token", "LocationB"), ("Apit-token", "Location"), ("", "")]
        {
            assert_ne!(of(token, location), own, "{token} {location}");
        }
        assert!(!own.contains("pit-token") && !own.contains("LocationA"), "{own}");
        let other_process = Identities::new().unwrap();
        assert_ne!(other_process.of(&Credential::new("pit-token", "LocationA")), own);
    }
}
