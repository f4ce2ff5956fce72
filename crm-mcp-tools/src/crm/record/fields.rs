//! How much of each record is shown.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// How much of each record is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fields {
    /// Those that an agent needs.
    #[default]
    Slim,
    /// These and the vendor's others.
    All,
}

impl Fields {
    /// Whether this is the default; a schema then shows none.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(crate) fn are_slim(&self) -> bool {
        *self == Self::Slim
    }
}

/// A plain string, not an enum: the description of the argument names both words, and a list of them would cost tokens
/// in every tool once more.
impl JsonSchema for Fields {
    fn schema_name() -> Cow<'static, str> {
        "Fields".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}
