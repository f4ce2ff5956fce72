//! How many records of a list to answer at most.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{Error, Unexpected, Visitor},
};

/// A number from 1 to `MAX`, which is what the vendor gives at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageSize<const MAX: u16>(pub(super) u16);

impl<const MAX: u16> PageSize<MAX> {
    const USUAL: u16 = if MAX < 20 { MAX } else { 20 };

    /// Whether it is the one that is taken when none is given; the words of the schema name that already.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn is_usual(&self) -> bool {
        self.0 == Self::USUAL
    }
}

impl<const MAX: u16> Default for PageSize<MAX> {
    fn default() -> Self {
        Self(Self::USUAL)
    }
}

impl<'de, const MAX: u16> Deserialize<'de> for PageSize<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u64(PageSizeVisitor::<MAX>)
    }
}

struct PageSizeVisitor<const MAX: u16>;

impl<const MAX: u16> Visitor<'_> for PageSizeVisitor<MAX> {
    type Value = PageSize<MAX>;

    /// Every number that is refused is told with the range: also a negative one, or one that is too large for an integer.
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an integer from 1 to {MAX}")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<PageSize<MAX>, E> {
        let limit = u16::try_from(number).ok().filter(|limit| (1..=MAX).contains(limit));
        limit.map(PageSize).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }
}

impl<const MAX: u16> JsonSchema for PageSize<MAX> {
    fn schema_name() -> Cow<'static, str> {
        format!("PageSize{MAX}").into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "description": format!("1 to {MAX}; {} if not given.", Self::USUAL)})
    }
}
