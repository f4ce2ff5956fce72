//! Lists: which records are wanted, and what was found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::{
    page::{More, Paging},
    record::{Fields, Record},
};

/// Which records, how many of them at once, and how much of each.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Find<F> {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: F,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

/// A page of records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(bound(deserialize = "Record<T>: Deserialize<'de>"))]
#[non_exhaustive]
pub struct FoundPage<T> {
    /// The records.
    pub data: Vec<Record<T>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

impl<T> FoundPage<T> {
    /// What a list has given.
    pub(in crate::close) fn of((data, more): (Vec<Record<T>>, More)) -> Self {
        Self { data, more }
    }
}
