//! Names that are taken and not shown.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    super::{Ignored, ShapeKind},
    Arguments, Names, words,
};
use crate::{schema::Schema, wire::ToolError};

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Find {
    #[schemars(extend("x-alias" = ["id", "opportunity_id"]))]
    opportunity_id: String,
    #[schemars(extend("x-alias" = ["q"]))]
    query: Option<String>,
    #[schemars(extend("x-hidden" = true, "x-alias" = ["start_after"]), range(min = 1))]
    start_after: Option<u8>,
    place: Option<Place>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Place {
    #[schemars(extend("x-alias" = ["zip"]))]
    code: String,
    #[schemars(extend("x-hidden" = true))]
    street: Option<String>,
}

/// As a tool decodes that is also called with prefixes, for the location `L1` of the account 7.
fn find(json: &str) -> Result<Find, ToolError> {
    let bound = |name: &str| match name {
        "locationId" | "altId" => Some("L1"),
        "account" => Some("7"),
        _ => None,
    };
    Arguments::<Find>::new()
        .read(json, Names { prefixes: &["path_", "query_"], bound: &bound, ignored: Ignored::None })
        .decode()
}

#[track_caller]
fn faults(json: &str) -> Vec<String> {
    words(&find(json).unwrap_err())
}

#[test]
fn all_spellings_mean_the_same() {
    let canonical = find(r#"{"opportunityId":"a","query":"b","startAfter":3,"place":{"code":"c","street":"d"}}"#);
    let canonical = canonical.unwrap();
    for other in [
        r#"{"id":"a","q":"b","start_after":3,"place":{"zip":"c","street":"d"}}"#,
        r#"{"path_opportunityId":"a","query_query":"b","query_startAfter":3,"path_place":{"code":"c","street":"d"}}"#,
        r#"{"path_opportunity_id":"a","query_q":"b","path_start_after":"3","place":"{\"zip\":\"c\",\"street\":\"d\"}"}"#,
        r#"{"opportunity\u005fid":"a","q":"b","start_after":3,"place":{"z\u0069p":"c","street":"d"}}"#,
        r#""{\"query_id\":\"a\",\"query\":\"b\",\"startAfter\":3,\"place\":{\"zip\":\"c\",\"street\":\"d\"}}""#,
    ] {
        assert_eq!(find(other).unwrap(), canonical, "{other}");
    }
}

#[test]
fn what_the_context_decides_goes_without_saying() {
    let canonical = find(r#"{"opportunityId":"a"}"#).unwrap();
    for also in [
        r#""locationId":"L1""#,
        r#""query_locationId":"L\u0031","altId":"L1","path_altId":"L1""#,
        r#""locationId":null,"altId":"""#,
        r#""account":7,"query_account":"7""#,
    ] {
        assert_eq!(find(&format!(r#"{{{also},"opportunityId":"a"}}"#)).unwrap(), canonical, "{also}");
    }
    assert_eq!(
        faults(r#"{"opportunityId":"a","altId":"L1","query_locationId":"L2","locationId":{"a":"L1"},"account":8}"#),
        [
            r#"query_locationId: expected L1, to which this server is bound; leave it out, got the string "L2""#,
            r#"locationId: expected L1, to which this server is bound; leave it out, got the object {"a":"L1"}"#,
            "account: expected 7, to which this server is bound; leave it out, got the number 8",
        ]
    );
}

#[test]
fn faults_name_what_was_written() {
    assert_eq!(
        faults(r#"{"path_id":[],"query_start_after":0,"place":{"zip":[],"street":[]}}"#),
        [
            "path_id: expected a string, got the array []",
            "query_start_after: expected an integer from 1 to 255, got the number 0",
            "place.zip: expected a string, got the array []",
            "place.street: expected a string, got the array []",
        ]
    );
    assert_eq!(
        faults(r#"{"opportunityId":"a","query_id":"a","q":"b","query":null}"#),
        ["query_id: expected the field once, got it again", "query: expected the field once, got it again"]
    );
}

#[test]
fn only_the_shown_names_are_told() {
    assert_eq!(
        faults(r#"{"body_x":1,"startAftr":1,"place":{"query_zip":"a"},"path_path_id":"a"}"#),
        [
            "body_x: expected one of the fields opportunityId, place, query, got an unknown one",
            "startAftr: expected one of the fields opportunityId, place, query, got an unknown one",
            "place.query_zip: expected one of the fields code, got an unknown one",
            "place.code: expected a string, got nothing",
            "path_path_id: expected one of the fields opportunityId, place, query, got an unknown one",
            "opportunityId: expected a string, got nothing",
        ]
    );
    let shown = r#"{"type":"object","properties":{"opportunityId":{"type":"string"},"place":{"type":"object","properties":{"code":{"type":"string"}},"required":["code"],"additionalProperties":false},"query":{"type":"string"}},"required":["opportunityId"],"additionalProperties":false}"#;
    assert_eq!(serde_json::to_string(&Schema::input::<Find>().unwrap()).unwrap(), shown);
}

#[test]
fn a_hidden_branch_takes_another_kind_of_value_and_is_not_shown() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Fields {
        Map(std::collections::BTreeMap<String, u8>),
        List(Vec<u8>),
    }
    impl JsonSchema for Fields {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Fields".into()
        }

        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({"anyOf": [
                {"type": "object", "additionalProperties": {"type": "integer"}},
                {"type": "array", "items": {"type": "integer", "maximum": 9}, "x-hidden": true},
            ]})
        }
    }
    #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
    struct Write {
        /// By key.
        fields: Fields,
    }
    let arguments = Arguments::<Write>::new();
    let ShapeKind::Checked(schema) = &arguments.shape().unwrap().kind else { panic!("a type has a schema") };
    let shown = serde_json::to_value(schema).unwrap();
    let field = serde_json::json!({
        "type": "object", "description": "By key.", "properties": {}, "additionalProperties": {"type": "integer"},
    });
    assert_eq!(shown["properties"]["fields"], field);

    let decode = |json| arguments.read(json, Names::NONE).decode();
    assert_eq!(decode(r#"{"fields":[1,"2"]}"#).unwrap(), Write { fields: Fields::List(vec![1, 2]) });
    assert_eq!(decode(r#"{"fields":{"a":1}}"#).unwrap(), Write { fields: Fields::Map([("a".into(), 1)].into()) });
    let told = |json| words(&decode(json).unwrap_err());
    assert_eq!(told(r#"{"fields":[10]}"#), ["fields[0]: expected an integer of at most 9, got the number 10"]);
    assert_eq!(told(r#"{"fields":true}"#), ["fields: expected an object, got true"]);
}
