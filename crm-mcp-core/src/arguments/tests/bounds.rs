//! How much may stand in the arguments of a call.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{decode, words};
use crate::arguments::{MOST_VALUES, raw::count};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Everything {
    tags: Vec<String>,
    #[schemars(length(max = 3))]
    few: Vec<String>,
    different: BTreeSet<u32>,
    /// Anything.
    free: BTreeMap<String, Value>,
    either: Option<Either>,
    lists: Vec<Vec<u8>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema matters")]
enum Either {
    Counts(Vec<u8>),
    Words(Vec<String>),
    Named { names: Vec<String> },
}

fn fault(json: &str) -> String {
    words(&decode::<Everything>(json).unwrap_err()).join("; ")
}

fn list(count: usize) -> String {
    json!(vec!["a"; count]).to_string()
}

#[test]
fn a_call_may_have_ten_thousand_items_and_fields() {
    // The field is one of them.
    let most = decode::<Everything>(&format!(r#"{{"tags":{}}}"#, list(MOST_VALUES - 1))).unwrap();
    assert_eq!(most.tags.len(), MOST_VALUES - 1);

    let excess = "expected at most 10000 items and fields in one call, got more";
    let (tags, half, tenth) = (list(MOST_VALUES), list(MOST_VALUES / 2), list(MOST_VALUES / 10));
    let numbers = json!((0..MOST_VALUES).collect::<Vec<_>>());
    let pairs = format!("[{}]", vec!["[1]"; MOST_VALUES / 2].join(","));
    for (json, place) in [
        (format!(r#"{{"tags":{tags}}}"#), "tags[9999]"),
        (json!(format!(r#"{{"tags":{tags}}}"#)).to_string(), "tags[9999]"),
        (format!(r#"{{"tags":{}}}"#, json!(tags)), "tags[9999]"),
        (format!(r#"{{"tags":{half},"either":{half}}}"#), "either[4998]"),
        (format!(r#"{{"either":{{"names":{half}}},"tags":{half}}}"#), "tags[4997]"),
        (format!(r#"{{"free":{{"a":1,"b":{tags}}}}}"#), "free.b"),
        (format!(r#"{{"free":{{"a":{tenth},"b":{{"c":[{half},{half}]}}}}}}"#), "free.b"),
        (format!(r#"{{"different":{numbers}}}"#), "different[9999]"),
        (format!(r#"{{"lists":{pairs}}}"#), "lists[4999][0]"),
    ] {
        assert_eq!(fault(&json), format!("{place}: {excess}"));
    }
}

#[test]
fn what_is_tried_and_does_not_fit_counts_once() {
    // Each variant is tried as it came and then corrected, and the last one fits.
    let most = format!(r#"{{"either":{{"names":{}}}}}"#, list(MOST_VALUES - 2));
    assert!(decode::<Everything>(&most).is_ok());
    let most = format!(r#"{{"either":{}}}"#, list(MOST_VALUES - 1));
    assert!(decode::<Everything>(&most).is_ok());
}

#[test]
fn faults_before_the_excess_are_told_with_it() {
    let unknown = (0..MOST_VALUES).map(|number| format!(r#""n{number}":1"#)).collect::<Vec<_>>().join(",");
    let error = decode::<Everything>(&format!(r#"{{"few":7,{unknown},"x":1}}"#)).unwrap_err();
    assert_eq!(error.faults().len(), 20);
    assert_eq!(error.faults()[0].path, "few");
    assert_eq!(error.faults()[19].path, "n9999");
    assert_eq!(error.faults()[19].got.as_deref(), Some("more"));
}

#[test]
fn a_list_that_is_longer_than_its_schema_allows_is_one_fault() {
    for count in [4, 20_000] {
        assert_eq!(
            fault(&format!(r#"{{"few":{}}}"#, json!(vec![7; count]))),
            format!("few: expected an array of at most 3 items, each a string, got {count} items"),
        );
    }
    assert_eq!(
        fault(r#"{"few":["a",[],"c",[],[]]}"#),
        "few[1]: expected a string, got the array []; \
         few: expected an array of at most 3 items, each a string, got 5 items",
    );
}

#[test]
fn items_and_fields_are_counted_at_every_depth() {
    for (json, values) in [
        ("1", 0),
        ("[]", 0),
        ("{ }", 0),
        ("[ 1 ]", 1),
        ("[1,[2,3],{}]", 5),
        (r#"{"a":[{"b":"c"}],"d":null}"#, 4),
        (r#"["a,[]{}\"[,\\",1]"#, 2),
        (r#"{",[":"\\\\"}"#, 1),
    ] {
        assert_eq!(count(json), values, "{json}");
    }
}
