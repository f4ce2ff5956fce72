#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Schema;

/// A struct with everything that a tool's arguments may have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Search {
    /// The words to look for.
    #[schemars(length(min = 1, max = 75))]
    pub(crate) query: String,
    /// How many to return.
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 100))]
    pub(crate) limit: u32,
    /// Contacts with all of these.
    #[serde(default)]
    #[schemars(length(max = 3), inner(length(min = 1)))]
    pub(crate) tags: BTreeSet<String>,
    /// In which order.
    pub(crate) order: Option<Order>,
    pub(crate) near: Option<Place>,
    /// Values by the id or the name of their field; `null` clears one.
    #[serde(default)]
    pub(crate) custom_fields: BTreeMap<String, Value>,
    /// How often each word counts.
    pub(crate) weights: Option<BTreeMap<String, f64>>,
    #[serde(flatten)]
    pub(crate) page: Page,
    /// What it was worth.
    pub(crate) worth: Option<Worth>,
    /// Not before that day.
    #[schemars(extend("format" = "date"))]
    pub(crate) since: Option<String>,
    #[schemars(regex(pattern = r"^\+[0-9]+$"))]
    pub(crate) phone: Option<String>,
    pub(crate) dnd: Option<bool>,
}

fn twenty() -> u32 {
    20
}

/// Of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// The oldest first.
    Asc,
    /// The newest first.
    Desc,
    Best,
}

/// A place on earth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Place {
    #[schemars(range(min = -90.0, max = 90.0))]
    pub(crate) lat: f64,
    #[schemars(extend("exclusiveMinimum" = -180))]
    pub(crate) lon: f64,
    pub(crate) names: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Page {
    /// From the last answer.
    pub(crate) cursor: Option<String>,
    pub(crate) skip: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Worth {
    Cents(i64),
    Range { from: i64, to: i64 },
    Words(String),
}

fn input<T: JsonSchema>() -> String {
    serde_json::to_string_pretty(&Schema::input::<T>().unwrap()).unwrap()
}

#[test]
fn every_feature_in_one_input_schema() {
    insta::assert_snapshot!(input::<Search>());
}
