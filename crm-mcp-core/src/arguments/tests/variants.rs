//! Enums with variants: whatever a value says of its variant, the fault names those that there are, or is of the variant.

use std::fmt::Debug;

use proptest::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{decode, words};

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(dead_code)]
enum Internal {
    Contact { id: String },
    Tag { name: String },
    All,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
enum External {
    ByName { name: String },
    ById { id: u8 },
    Nothing,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "value")]
#[allow(dead_code)]
enum Adjacent {
    Number(i64),
    Text(String),
    Empty,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Plain {
    Asc,
    Desc,
}

/// A union of structs that share a choice, though it does not tell them apart.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(dead_code)]
enum Shared {
    Range { unit: Plain, from: i64, to: i64 },
    Point { unit: Plain, at: i64 },
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct On<T> {
    target: T,
}

/// The faults of `target` as a model reads them.
fn told<T: JsonSchema + DeserializeOwned + Debug>(target: &Value) -> String {
    words(&decode::<On<T>>(&json!({ "target": target }).to_string()).unwrap_err()).join("; ")
}

#[test]
fn tagged_internally() {
    const ALL: &str = "expected one of contact, tag, all";
    for (target, fault) in [
        (json!({"kind": "Contact"}), format!("target.kind: {ALL}, got the string \"Contact\" (did you mean contact?)")),
        (json!({"kind": "tags"}), format!("target.kind: {ALL}, got the string \"tags\" (did you mean tag?)")),
        (json!({}), format!("target.kind: {ALL}, got nothing")),
        (json!({"id": "x"}), format!("target.kind: {ALL}, got nothing")),
        (json!({"kind": "person", "id": "x"}), format!("target.kind: {ALL}, got the string \"person\"")),
        (json!({"kind": 1}), format!("target.kind: {ALL}, got the number 1")),
        (json!({"kind": null}), format!("target.kind: {ALL}, got null")),
        (
            json!("all"),
            "target: expected an object whose kind is one of contact, tag, all, got the string \"all\"".into(),
        ),
        (json!([]), "target: expected an object whose kind is one of contact, tag, all, got the array []".into()),
        (
            json!({"kind": "all", "name": "vip"}),
            "target.name: expected one of the fields kind, got one that is unknown where kind is all".into(),
        ),
        (
            json!({"kind": "tag", "nam": "vip"}),
            "target.nam: expected a known field, got one that is unknown where kind is tag (did you mean name?); \
             target.name: expected a string, got nothing"
                .into(),
        ),
        (json!({"kind": "contact", "id": []}), "target.id: expected a string, got the array []".into()),
        (json!(r#"{"kind":"Tag"}"#), format!("target.kind: {ALL}, got the string \"Tag\" (did you mean tag?)")),
    ] {
        assert_eq!(told::<Internal>(&target), fault);
    }
    assert!(decode::<On<Internal>>(r#"{"target":{"name":"vip","kind":"tag"}}"#).is_ok());
    assert_eq!(
        words(&decode::<On<Internal>>("{}").unwrap_err()),
        ["target: expected an object whose kind is one of contact, tag, all, got nothing"]
    );
}

#[test]
fn tagged_externally() {
    const ALL: &str = "expected an object with one of the fields ByName, ById or the word Nothing";
    for (target, fault) in [
        (json!({"byId": {"id": 1}}), format!("target: {ALL}, got the field byId (did you mean ById?)")),
        (json!({"other": 1}), format!("target: {ALL}, got the field other")),
        (json!({}), format!("target: {ALL}, got the object {{}}")),
        (json!({"a": 1, "b": 2}), format!("target: {ALL}, got the object {{\"a\":1,\"b\":2}}")),
        (json!("nothing"), format!("target: {ALL}, got the string \"nothing\" (did you mean Nothing?)")),
        (json!(7), format!("target: {ALL}, got the number 7")),
        (json!("ById"), "target: expected an object with the fields ById, got the string \"ById\"".into()),
        (json!({"Nothing": {}}), "target: expected the word Nothing, got the object {\"Nothing\":{}}".into()),
        (
            json!({"ById": {"id": "x"}}),
            "target.ById.id: expected an integer from 0 to 255, got the string \"x\"".into(),
        ),
        (
            json!({"ById": {"id": 1, "no": 2}}),
            "target.ById.no: expected one of the fields id, got an unknown one".into(),
        ),
        (json!({"ById": {"id": 1}, "x": 2}), "target.x: expected one of the fields ById, got an unknown one".into()),
    ] {
        assert_eq!(told::<External>(&target), fault);
    }
    assert!(decode::<On<External>>(r#"{"target":"Nothing"}"#).is_ok());
}

#[test]
fn tagged_adjacently() {
    const ALL: &str = "target.type: expected one of Number, Text, Empty";
    for (target, fault) in [
        (json!({"type": "number", "value": 1}), format!("{ALL}, got the string \"number\" (did you mean Number?)")),
        (json!({"value": 1}), format!("{ALL}, got nothing")),
        (json!({"type": "Number", "value": "x"}), "target.value: expected an integer, got the string \"x\"".into()),
        (
            json!({"type": "Empty", "value": 1}),
            "target.value: expected one of the fields type, got one that is unknown where type is Empty".into(),
        ),
    ] {
        assert_eq!(told::<Adjacent>(&target), fault);
    }
}

#[test]
fn plain_and_shared() {
    assert_eq!(
        told::<Plain>(&json!("DESC")),
        "target: expected one of asc, desc, got the string \"DESC\" (did you mean desc?)"
    );
    assert_eq!(
        told::<Shared>(&json!({"unit": "up", "at": 1})),
        "target.unit: expected one of asc, desc, got the string \"up\"",
        "each choice once"
    );
    assert_eq!(
        told::<Shared>(&json!({"unit": "asc", "at": []})),
        "target.at: expected an integer, got the array []",
        "the nearest of those that it may be"
    );
}

fn names_all(fault: &str, names: &[&str]) -> Result<(), TestCaseError> {
    for name in names {
        prop_assert!(fault.contains(name), "{name} is not in: {fault}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_wrong_name_brings_all_that_there_are(
        name in "[a-zA-Z]{0,9}|Contact|tags|ALL|byid|By_Name|nothing|number|empty",
        fields in proptest::collection::btree_map("id|name|value|x", any::<Option<u8>>(), 0..3),
    ) {
        let with = |tag: &str| {
            let mut object = json!(fields);
            object[tag] = json!(name);
            object
        };
        if !["contact", "tag", "all"].contains(&&*name) {
            names_all(&told::<Internal>(&with("kind")), &["contact", "tag", "all"])?;
        }
        if !["Number", "Text", "Empty"].contains(&&*name) {
            names_all(&told::<Adjacent>(&with("type")), &["Number", "Text", "Empty"])?;
        }
        if !["ByName", "ById", "Nothing"].contains(&&*name) {
            names_all(&told::<External>(&json!({ &*name: fields })), &["ByName", "ById", "Nothing"])?;
            names_all(&told::<External>(&json!(name)), &["ByName", "ById", "Nothing"])?;
        }
        if !["asc", "desc"].contains(&&*name) {
            names_all(&told::<Plain>(&json!(name)), &["asc", "desc"])?;
        }
    }
}
