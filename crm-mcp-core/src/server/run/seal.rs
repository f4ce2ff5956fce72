//! Notes that a server gives its clients to keep, and that only it can read or write.

use std::{
    sync::OnceLock,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate, Payload},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// How long a note is good: as long as a person may think about a question.
const LIFETIME: Duration = Duration::from_hours(1);

const NONCE_BYTES: usize = 24;

/// Seals notes (XChaCha20-Poly1305), each bound to a purpose. A note cannot be opened for another purpose.
#[derive(Default)]
pub(crate) struct Seal {
    /// Made when first needed, unless it was given.
    cipher: OnceLock<XChaCha20Poly1305>,
}

#[derive(Serialize, Deserialize)]
struct Dated<T> {
    /// In seconds since 1970.
    expires: u64,
    note: T,
}

/// The operating system gives no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system has no random numbers")]
pub(crate) struct NoRandomness;

impl Seal {
    pub(crate) fn with_key(key: [u8; 32]) -> Self {
        Self { cipher: OnceLock::from(XChaCha20Poly1305::new(&Key::from(key))) }
    }

    /// Seals a note for a purpose.
    pub(crate) fn close(&self, note: &impl Serialize, purpose: &[u8]) -> Result<String, NoRandomness> {
        self.close_at(now(), note, purpose)
    }

    fn close_at(&self, now: u64, note: &impl Serialize, purpose: &[u8]) -> Result<String, NoRandomness> {
        let dated = Dated { expires: now.saturating_add(LIFETIME.as_secs()), note };
        let text = serde_json::to_vec(&dated).unwrap_or_default();
        let nonce = XNonce::try_generate().map_err(|_| NoRandomness)?;
        // Encrypting fails for texts of many gigabytes only, which no message carries.
        let sealed = self.cipher()?.encrypt(&nonce, Payload { msg: &text, aad: purpose }).unwrap_or_default();
        Ok(BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// What a note says; none if it was not sealed here, for this purpose, within its lifetime.
    pub(crate) fn open<T: DeserializeOwned>(&self, sealed: &str, purpose: &[u8]) -> Option<T> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let text = self.cipher().ok()?.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: purpose }).ok()?;
        let Dated { expires, note } = serde_json::from_slice(&text).ok()?;
        (now() < expires).then_some(note)
    }

    fn cipher(&self) -> Result<&XChaCha20Poly1305, NoRandomness> {
        if let Some(cipher) = self.cipher.get() {
            return Ok(cipher);
        }
        let key = Key::try_generate().map_err(|_| NoRandomness)?;
        Ok(self.cipher.get_or_init(|| XChaCha20Poly1305::new(&key)))
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

    use super::{LIFETIME, Seal, now};

    #[test]
    fn a_note_grows_too_old() {
        let (seal, hour) = (Seal::default(), LIFETIME.as_secs());
        let open = |sealed_at: u64| seal.open::<i32>(&seal.close_at(sealed_at, &1, b"x").unwrap(), b"x");
        assert_eq!(open(now()), Some(1));
        assert_eq!(open(now() - hour + 60), Some(1));
        assert_eq!(open(now() - hour), None);
        assert_eq!(open(0), None);
    }

    #[test]
    fn a_note_is_read_where_it_was_written_for_what_it_was_written() {
        let seal = Seal::default();
        let sealed = seal.close(&"yes", b"delete contact c1").unwrap();
        let open = |seal: &Seal, sealed: &str, purpose: &[u8]| seal.open::<String>(sealed, purpose);
        assert_eq!(open(&seal, &sealed, b"delete contact c1").as_deref(), Some("yes"));
        assert_eq!(open(&seal, &sealed, b"delete contact c2"), None);
        assert_eq!(open(&Seal::default(), &sealed, b"delete contact c1"), None);
        for nonsense in ["", "AAAA", "no base64!", &format!("{sealed}-TAMPERED")] {
            assert_eq!(open(&seal, nonsense, b"delete contact c1"), None, "{nonsense}");
        }
    }

    #[test]
    fn no_byte_of_a_note_can_be_changed() {
        let seal = Seal::with_key([7; 32]);
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(seal.close(&"yes", b"").unwrap()).unwrap();
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(seal.open::<String>(&BASE64_URL_SAFE_NO_PAD.encode(changed), b""), None, "byte {place}");
        }
    }

    #[test]
    fn servers_with_one_key_read_each_others_notes() {
        let sealed = Seal::with_key([7; 32]).close(&1, b"x").unwrap();
        assert_eq!(Seal::with_key([7; 32]).open(&sealed, b"x"), Some(1));
        assert_eq!(Seal::with_key([8; 32]).open::<i32>(&sealed, b"x"), None);
    }
}
