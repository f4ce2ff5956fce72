//! What is corrected, what is refused, and in which words.

#![allow(clippy::unwrap_used)]

mod bounds;
mod corrected;
mod left_alone;
mod refused;
mod refused_by_the_type;
mod spelt_otherwise;
mod variants;

use std::{collections::BTreeMap, fmt::Debug};

use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;

use super::{Arguments, Names};
use crate::{
    schema::tests::{Order, Search, Worth},
    wire::{ErrorCode, Fault, ToolError},
};

fn decode<P: JsonSchema + DeserializeOwned>(json: &str) -> Result<P, ToolError> {
    Arguments::<P>::new().read(json, Names::NONE).decode()
}

/// The faults of arguments for a [`Search`], as the model reads them.
#[track_caller]
fn faults(json: &str) -> Vec<String> {
    words(&decode::<Search>(json).unwrap_err())
}

fn words(error: &ToolError) -> Vec<String> {
    assert_eq!(error.code(), ErrorCode::InvalidArguments);
    error.faults().iter().map(Fault::to_string).collect()
}

/// A [`Search`] out of an object with these members and a query.
#[track_caller]
fn search(members: &str) -> Search {
    decode(&format!(r#"{{"query":"jane",{members}}}"#)).unwrap()
}

/// The one fault of an object with these members and a query.
#[track_caller]
fn fault(members: &str) -> String {
    let mut faults = faults(&format!(r#"{{"query":"jane",{members}}}"#));
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.remove(0)
}

#[test]
fn what_fits_is_decoded() {
    let found: Search = decode(
        r#" { "query" : "J\u00e4ne \"J\"", "limit": 1, "tags": ["b", "a"], "order": "desc", "dnd": false,
             "near": {"lat": 1.5, "lon": -2e1, "names": []}, "customFields": {"a b": [1, {"c": null}]},
             "weights": {"x": 2}, "cursor": "next", "skip": -3, "worth": {"from": 1, "to": 2},
             "since": "2026-01-01", "phone": "+49" } "#,
    )
    .unwrap();
    assert_eq!(found.query, "Jäne \"J\"");
    assert_eq!(found.tags.into_iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((found.limit, found.order, found.dnd), (1, Some(Order::Desc), Some(false)));
    assert_eq!(found.near.map(|near| (near.lat, near.lon, near.names)), Some((1.5, -20.0, Some(vec![]))));
    assert_eq!(found.custom_fields, BTreeMap::from([("a b".to_owned(), json!([1, { "c": null }]))]));
    assert_eq!(found.weights, Some(BTreeMap::from([("x".to_owned(), 2.0)])));
    assert_eq!((found.page.cursor.as_deref(), found.page.skip), (Some("next"), Some(-3)));
    assert_eq!(found.worth, Some(Worth::Range { from: 1, to: 2 }));
    assert_eq!((found.since.as_deref(), found.phone.as_deref()), (Some("2026-01-01"), Some("+49")));
}
