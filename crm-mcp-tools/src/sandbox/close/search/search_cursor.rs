//! The cursor of a search: opaque, of one search only, and good for half a minute.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::Value;

use super::refused::BadSearch;

/// How long a cursor can be used, in seconds.
const LIFE: i64 = 30;

/// Where a page ended.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) fingerprint: u64,
    pub(crate) skipped: usize,
    pub(crate) given: Timestamp,
}

impl Mark {
    /// The cursor for what comes after it.
    pub(crate) fn cursor(&self) -> String {
        let text = format!("{:x}.{}.{}", self.fingerprint, self.skipped, self.given.as_second());
        BASE64_URL_SAFE_NO_PAD.encode(text)
    }

    /// How many objects a cursor leaves behind; none without a cursor.
    pub(crate) fn read(cursor: Option<&Value>, fingerprint: u64, now: Timestamp) -> Result<usize, BadSearch> {
        let cursor = match cursor {
            None | Some(Value::Null) => return Ok(0),
            Some(cursor) => cursor.as_str().unwrap_or_default(),
        };
        let bad = |message: &str| BadSearch::new("cursor", message);
        let (of, skipped, given) = decoded(cursor).ok_or_else(|| bad("Invalid cursor."))?;
        if of != fingerprint {
            return Err(bad("The cursor is one of another search."));
        }
        if now.as_second() - given > LIFE {
            return Err(bad("The cursor has expired."));
        }
        Ok(skipped)
    }
}

fn decoded(cursor: &str) -> Option<(u64, usize, i64)> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.split('.');
    let fingerprint = u64::from_str_radix(parts.next()?, 16).ok()?;
    let (skipped, given) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some((fingerprint, skipped, given))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_cursor_is_of_one_search_and_for_half_a_minute() {
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).unwrap();
        let cursor = Value::from(Mark { fingerprint: 7, skipped: 40, given: at(0) }.cursor());
        assert_eq!(Mark::read(Some(&cursor), 7, at(30)), Ok(40));
        assert_eq!(Mark::read(Some(&cursor), 7, at(31)).unwrap_err().message, "The cursor has expired.");
        assert!(Mark::read(Some(&cursor), 8, at(0)).is_err());
        for other in [Value::from("MTIz"), 5.into(), "".into(), "not base64!".into()] {
            assert!(Mark::read(Some(&other), 7, at(0)).is_err(), "{other}");
        }
        assert_eq!(Mark::read(Some(&Value::Null), 7, at(0)), Ok(0));
    }
}
