//! Arguments that name one record.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::crm::{record::Fields, value::Id};

/// Which record, and how much of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ById {
    /// Id of the record.
    pub id: Id,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

impl ById {
    /// The record with this id, as slim as it is shown.
    pub fn new(id: &Id) -> Self {
        Self { id: id.clone(), fields: Fields::Slim }
    }
}

/// Which record.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OnlyId {
    /// Id of the record.
    pub id: Id,
}

impl OnlyId {
    /// The record with this id.
    pub fn new(id: &Id) -> Self {
        Self { id: id.clone() }
    }
}
