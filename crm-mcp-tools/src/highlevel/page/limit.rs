//! How many records of a list to answer at most.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// A number from 1 to `MAX`, which is what the vendor gives at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u64")]
pub(super) struct Limit<const MAX: u16>(pub(super) u16);

impl<const MAX: u16> Limit<MAX> {
    const USUAL: u16 = if MAX < 20 { MAX } else { 20 };

    /// Whether it is the one that is taken when none is given; the words of the schema name that already.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn is_usual(&self) -> bool {
        self.0 == Self::USUAL
    }
}

impl<const MAX: u16> Default for Limit<MAX> {
    fn default() -> Self {
        Self(Self::USUAL)
    }
}

impl<const MAX: u16> TryFrom<u64> for Limit<MAX> {
    type Error = String;

    fn try_from(number: u64) -> Result<Self, String> {
        let limit = u16::try_from(number).ok().filter(|limit| (1..=MAX).contains(limit));
        limit.map(Self).ok_or_else(|| format!("{number} is not from 1 to {MAX}"))
    }
}

impl<const MAX: u16> JsonSchema for Limit<MAX> {
    fn schema_name() -> Cow<'static, str> {
        format!("Limit{MAX}").into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "description": format!("1 to {MAX}; {} if not given.", Self::USUAL)})
    }
}
