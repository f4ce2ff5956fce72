//! What is right as it came stays as it came.

use super::*;

#[test]
fn the_values_of_maps() {
    let fields = search(r#""customFields":{"a":null,"b":"","c":"20","d":20.0}"#).custom_fields;
    assert_eq!(json!(fields), json!({ "a": null, "b": "", "c": "20", "d": 20.0 }));
}

#[test]
fn null_in_a_list_or_a_map_that_takes_it() {
    #[derive(Debug, Deserialize, JsonSchema)]
    struct Sparse {
        list: Vec<Option<u8>>,
        map: BTreeMap<String, Option<String>>,
    }
    let sparse: Sparse = decode(r#"{"list":[1,null],"map":{"a":null,"b":""}}"#).unwrap();
    assert_eq!(sparse.list, [Some(1), None]);
    assert_eq!(json!(sparse.map), json!({ "a": null, "b": "" }));
}

#[test]
fn empty_text_where_text_is_required() {
    #[derive(Debug, Deserialize, JsonSchema)]
    struct Note {
        body: String,
    }
    assert_eq!(decode::<Note>(r#"{"body":""}"#).unwrap().body, "");
    assert_eq!(faults(r#"{"query":""}"#), ["query: expected a string of 1 to 75 characters, got the string \"\""]);
}
