//! Ids of records, safe to stand in a path.

use std::{borrow::Cow, fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The id of a record: a contact, a location, a task.
///
/// Each CRM makes several kinds, so the form is left open; what could lead to another path is refused.
///
/// ```
/// use crm_mcp_tools::crm::Id;
///
/// assert!("ve9EPM428h8vShlRW1KT".parse::<Id>().is_ok());
/// assert!("../users".parse::<Id>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Id(String);

/// The text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id has 1 to 100 characters, and no `/`, `\\`, `..`, spaces or control characters")]
pub struct InvalidId;

/// Everything but the characters that mean nothing in a path.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Id {
    /// The id as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id of our own that the CRM does not know. It is made of a digest, whose first half tells enough apart.
    pub(crate) fn made_of(digest: [u8; 32]) -> Self {
        let (half, _) = digest.split_at(16);
        Self(format!("grant-{}", BASE64_URL_SAFE_NO_PAD.encode(half)))
    }

    /// The id as a segment of a path.
    pub(crate) fn in_path(&self) -> Cow<'_, str> {
        utf8_percent_encode(&self.0, ENCODED).into()
    }
}

impl TryFrom<String> for Id {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let is_dangerous =
            |character: char| matches!(character, '/' | '\\') || character.is_whitespace() || character.is_control();
        let is_sound = (1..=100).contains(&text.chars().count())
            && text != "."
            && !text.contains("..")
            && !text.contains(is_dangerous);
        if is_sound { Ok(Self(text)) } else { Err(InvalidId) }
    }
}

impl FromStr for Id {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        text.to_owned().try_into()
    }
}

/// What the field says in which it stands is enough; in a list of ids nothing more is said of each.
impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "minLength": 1})
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn refuses_what_could_lead_to_another_path() {
        for text in ["", ".", "..", "a/b", "a\\b", "a..b", "a b", "a\nb", "a\0", &"x".repeat(101)] {
            assert_eq!(text.parse::<Id>(), Err(InvalidId), "{text:?}");
        }
    }

    #[test]
    fn what_is_made_of_a_digest_is_an_id() {
        for byte in [0x00, 0x55, 0xbe, 0xff] {
            let made = Id::made_of([byte; 32]);
            assert_eq!(made.as_str().parse(), Ok(made.clone()), "{made}");
        }
    }

    #[test]
    fn is_percent_encoded_in_a_path() {
        let id: Id = "ab?c#d%2fé_1-2.3~".parse().unwrap();
        assert_eq!(id.in_path(), "ab%3Fc%23d%252f%C3%A9_1-2.3~");
    }
}
