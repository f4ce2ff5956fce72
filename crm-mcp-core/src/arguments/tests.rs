//! What is corrected, what is refused, and in which words.

#![allow(clippy::unwrap_used)]

mod bounds;
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

mod put_right {
    use super::*;

    #[test]
    fn null_and_empty_text_for_what_is_optional() {
        let plain = decode::<Search>(r#"{"query":"jane"}"#).unwrap();
        for absent in ["null", r#""""#] {
            for field in ["limit", "tags", "order", "near", "customFields", "weights", "worth", "cursor", "skip", "dnd"]
            {
                assert_eq!(search(&format!(r#""{field}":{absent}"#)), plain, "{field}: {absent}");
            }
        }
        let near = search(r#""near":{"lat":1,"names":null,"lon":2}"#).near.unwrap();
        assert_eq!(near.names, None);
    }

    #[test]
    fn numbers_and_booleans_as_text() {
        assert_eq!(search(r#""limit":"20""#).limit, 20);
        assert_eq!(search(r#""limit":" 7 ""#).limit, 7);
        assert_eq!(search(r#""skip":"-7""#).page.skip, Some(-7));
        assert_eq!(
            search(r#""weights":{"a":"0.25","b":"1e2"}"#).weights.unwrap().into_values().collect::<Vec<_>>(),
            [0.25, 100.0]
        );
        assert_eq!(search(r#""dnd":"true""#).dnd, Some(true));
        assert_eq!(search(r#""dnd":"False""#).dnd, Some(false));
    }

    #[test]
    fn text_as_numbers() {
        assert_eq!(decode::<Search>(r#"{"query":2024}"#).unwrap().query, "2024");
        assert_eq!(search(r#""cursor":-1.50e3"#).page.cursor.as_deref(), Some("-1.50e3"));
        assert_eq!(search(r#""tags":[7,"a"]"#).tags.into_iter().collect::<Vec<_>>(), ["7", "a"]);
        assert_eq!(
            fault(r#""cursor":false"#),
            "cursor: expected a string, got false",
            "who writes it means that there is none, and not this word"
        );
        assert_eq!(
            fault(r#""order":1"#),
            "order: expected one of best, asc, desc, got the number 1",
            "what the text is not allowed to be, the number is not either"
        );
        assert_eq!(fault(r#""phone":49"#), r"phone: expected a string matching ^\+[0-9]+$, got the number 49");
    }

    #[test]
    fn integers_written_as_fractions() {
        assert_eq!(search(r#""limit":20.0"#).limit, 20);
        assert_eq!(search(r#""limit":2e1"#).limit, 20);
        assert_eq!(search(r#""limit":"20.0""#).limit, 20);
        assert_eq!(search(r#""skip":-0"#).page.skip, Some(0));
    }

    #[test]
    fn objects_and_arrays_as_text() {
        let near = search(r#""near":"{\"lat\": \"1\", \"lon\": 2}""#).near.unwrap();
        assert_eq!((near.lat, near.lon), (1.0, 2.0));
        assert_eq!(search(r#""tags":" [\"a\"] ""#).tags.into_iter().collect::<Vec<_>>(), ["a"]);
        assert_eq!(search(r#""customFields":"{\"a\":\"\\\"\"}""#).custom_fields["a"], "\"");
        assert_eq!(decode::<Search>(r#""{\"query\":\"jane\"}""#).unwrap().query, "jane");
    }

    #[test]
    fn the_only_item_of_a_list_of_strings_as_it_is() {
        #[derive(Debug, Deserialize, JsonSchema)]
        #[allow(dead_code)]
        struct Lists {
            #[serde(default)]
            tags: Vec<String>,
            #[serde(default)]
            orders: Vec<Order>,
            #[serde(default)]
            counts: Vec<u8>,
            #[serde(default)]
            #[schemars(length(min = 2))]
            pair: Vec<String>,
            either: Option<Either>,
        }
        #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
        #[serde(untagged)]
        enum Either {
            List(Vec<String>),
            Short(#[schemars(length(max = 3))] String),
        }
        let lists = |json: &str| decode::<Lists>(json).unwrap();
        assert_eq!(lists(r#"{"tags":"vip"}"#).tags, ["vip"]);
        assert_eq!(lists(r#"{"tags":"say \"hi\""}"#).tags, ["say \"hi\""]);
        assert_eq!(lists(r#"{"tags":"[\"a\"]"}"#).tags, ["a"], "a list in a string stays a list");
        assert_eq!(lists(r#"{"tags":"7"}"#).tags, ["7"]);
        assert_eq!(lists(r#"{"tags":""}"#).tags, [""; 0]);
        assert_eq!(lists(r#"{"orders":"asc"}"#).orders, [Order::Asc]);
        assert_eq!(lists(r#"{"either":"abc"}"#).either, Some(Either::Short("abc".to_owned())));

        let told = |json: &str| words(&decode::<Lists>(json).unwrap_err()).join("; ");
        for (json, fault) in [
            (r#"{"tags":7}"#, "tags: expected an array, each a string, got the number 7"),
            (r#"{"tags":"[vip"}"#, r#"tags: expected an array, each a string, got the string "[vip""#),
            (r#"{"tags":"{}"}"#, r#"tags: expected an array, each a string, got the string "{}""#),
            (r#"{"orders":"up"}"#, r#"orders: expected an array, each one of best, asc, desc, got the string "up""#),
            (r#"{"counts":"7"}"#, r#"counts: expected an array, each an integer from 0 to 255, got the string "7""#),
            (r#"{"pair":"a"}"#, r#"pair: expected an array of at least 2 items, each a string, got the string "a""#),
            (
                r#"{"either":"abcd"}"#,
                r#"either: expected an array, each a string or a string of at most 3 characters, got the string "abcd""#,
            ),
        ] {
            assert_eq!(told(json), fault);
        }
    }

    #[test]
    fn nothing_at_all_as_an_empty_string_or_array() {
        #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
        struct Optional {
            limit: Option<u8>,
        }
        for nothing in [r#""""#, "[]", " [ ] "] {
            assert_eq!(decode::<Optional>(nothing).unwrap(), Optional { limit: None });
            assert_eq!(faults(nothing), ["query: expected a string of 1 to 75 characters, got nothing"]);
        }
        for other in ["[{}]", r#""[]""#, "null", "0"] {
            assert!(decode::<Optional>(other).is_err(), "{other}");
        }
    }

    #[test]
    fn one_of_several_types_by_what_came() {
        assert_eq!(search(r#""worth":"7""#).worth, Some(Worth::Words("7".to_owned())));
        let text = r#"{"from":1,"to":2}"#.to_owned();
        assert_eq!(search(&format!(r#""worth":{}"#, json!(text))).worth, Some(Worth::Words(text)));
        assert_eq!(search(r#""worth":7"#).worth, Some(Worth::Cents(7)));
        assert_eq!(search(r#""worth":7.5"#).worth, Some(Worth::Words("7.5".to_owned())));
        assert_eq!(search(r#""worth":{"from":"1","to":2.0}"#).worth, Some(Worth::Range { from: 1, to: 2 }));
    }
}

mod left_alone {
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
}

mod refused {
    use super::*;

    #[test]
    fn everything_at_once() {
        let json = r#"{"qury":"x","limit":0,"tags":["a",[]],"near":{"lat":91},"dnd":1,"worth":{"from":1}}"#;
        assert_eq!(
            faults(json),
            [
                "qury: expected a known field, got an unknown one (did you mean query?)",
                "limit: expected an integer from 1 to 100, got the number 0",
                "tags[1]: expected a non-empty string, got the array []",
                "near.lat: expected a number from -90 to 90, got the number 91",
                "near.lon: expected a number above -180, got nothing",
                "dnd: expected true or false, got the number 1",
                "worth.to: expected an integer, got nothing",
                "query: expected a string of 1 to 75 characters, got nothing",
            ]
        );
    }

    #[test]
    fn what_is_no_json() {
        let not_json = |reason| [format!("arguments: expected valid JSON, got text that does not parse ({reason})")];
        assert_eq!(faults(""), not_json("no value begins like this"));
        assert_eq!(faults("contact"), not_json("no value begins like this"));
        assert_eq!(faults("{"), not_json("EOF while parsing an object at line 1 column 1"));
        assert_eq!(faults(r#"{"query":}"#), not_json("expected value at line 1 column 10"));
        assert_eq!(faults(r#"{"query":"a"} x"#), not_json("trailing characters at line 1 column 15"));
        assert_eq!(faults(r#"{"query":"a","\ud800":1}"#), not_json("an unpaired surrogate escape"));
        assert_eq!(
            faults(r#"{"query":"\udc00"}"#),
            ["query: expected valid JSON, got text that does not parse (an unpaired surrogate escape)"]
        );
    }

    #[test]
    fn what_is_no_object() {
        #[derive(Debug, Deserialize, JsonSchema)]
        struct Contact {
            #[serde(rename = "contactId")]
            _id: String,
        }
        for (json, got) in [
            ("null", "null"),
            ("true", "true"),
            ("[1]", "the array [1]"),
            ("12", "the number 12"),
            (r#""abc""#, r#"the string "abc""#),
            (r#""[]""#, r#"the string "[]""#),
            (r#""{""#, r#"the string "{""#),
        ] {
            let error = decode::<Contact>(json).unwrap_err();
            assert_eq!(words(&error), [format!("arguments: expected an object with the fields contactId, got {got}")]);
        }
    }

    #[test]
    fn unknown_fields() {
        #[derive(Debug, Deserialize, JsonSchema)]
        struct Contact {
            #[serde(rename = "contactId")]
            _id: Option<String>,
            #[serde(rename = "limit")]
            _limit: Option<u8>,
        }
        #[derive(Debug, Deserialize, JsonSchema)]
        struct Nothing {}

        for slip in ["contact_id", "ContactID", "contactid", "path_contactId", "contactIds"] {
            let error = decode::<Contact>(&json!({ slip: "a" }).to_string()).unwrap_err();
            let meant = "expected a known field, got an unknown one (did you mean contactId?)";
            assert_eq!(words(&error), [format!("{slip}: {meant}")]);
        }
        let error = decode::<Contact>(r#"{"creditLimit":1}"#).unwrap_err();
        assert_eq!(words(&error), ["creditLimit: expected one of the fields contactId, limit, got an unknown one"]);
        let error = decode::<Contact>(r#"{"foo":1}"#).unwrap_err();
        assert_eq!(words(&error), ["foo: expected one of the fields contactId, limit, got an unknown one"]);
        let error = decode::<Nothing>(r#"{"foo":1}"#).unwrap_err();
        assert_eq!(words(&error), ["foo: expected no fields, got one"]);
        assert_eq!(
            fault(r#""near":{"lat":1,"lon":2,"nam":[]}"#),
            "near.nam: expected a known field, got an unknown one (did you mean names?)",
        );
    }

    #[test]
    fn fields_given_twice() {
        assert_eq!(fault(r#""limit":1,"l\u0069mit":2"#), "limit: expected the field once, got it again");
        assert_eq!(fault(r#""limit":null,"limit":2"#), "limit: expected the field once, got it again");
        assert_eq!(fault(r#""customFields":{"a":1,"a":1}"#), "customFields.a: expected the field once, got it again");
    }

    #[test]
    fn other_types() {
        assert_eq!(fault(r#""query2":1"#), "query2: expected a known field, got an unknown one (did you mean query?)",);
        assert_eq!(fault(r#""cursor":[5]"#), "cursor: expected a string, got the array [5]");
        assert_eq!(fault(r#""limit":true"#), "limit: expected an integer from 1 to 100, got true");
        assert_eq!(fault(r#""limit":"many""#), r#"limit: expected an integer from 1 to 100, got the string "many""#);
        assert_eq!(fault(r#""limit":1.5"#), "limit: expected an integer from 1 to 100, got the number 1.5");
        assert_eq!(fault(r#""skip":1e300"#), "skip: expected an integer, got the number 1e300");
        assert_eq!(
            fault(r#""skip":9223372036854775808"#),
            "skip: expected an integer from -9223372036854775808 to 9223372036854775807, \
             got the number 9223372036854775808",
        );
        assert_eq!(fault(r#""weights":{"a b":"NaN"}"#), r#"weights["a b"]: expected a number, got the string "NaN""#);
        assert_eq!(fault(r#""weights":{"a":null}"#), "weights.a: expected a number, got null");
        assert_eq!(fault(r#""weights":{"a":1e999}"#), "weights.a: expected a number, got the number 1e999");
        assert_eq!(fault(r#""dnd":"yes""#), r#"dnd: expected true or false, got the string "yes""#);
        assert_eq!(
            fault(r#""tags":7"#),
            "tags: expected an array of at most 3 items, all different, each a non-empty string, got the number 7",
        );
        assert_eq!(fault(r#""near":[]"#), "near: expected an object with the fields lat, lon, names, got the array []",);
        assert_eq!(
            fault(r#""worth":[]"#),
            "worth: expected an integer or an object with the fields from, to or a string, got the array []",
        );
        assert_eq!(fault(r#""worth":{"from":1,"to":"x"}"#), r#"worth.to: expected an integer, got the string "x""#);
    }

    #[test]
    fn values_out_of_bounds() {
        assert_eq!(fault(r#""limit":101"#), "limit: expected an integer from 1 to 100, got the number 101");
        assert_eq!(
            fault(r#""near":{"lat":0,"lon":-180}"#),
            "near.lon: expected a number above -180, got the number -180"
        );
        assert_eq!(
            fault(r#""order":"Desc""#),
            r#"order: expected one of best, asc, desc, got the string "Desc" (did you mean desc?)"#,
        );
        assert_eq!(fault(r#""order":"x""#), r#"order: expected one of best, asc, desc, got the string "x""#);
        assert_eq!(
            fault(r#""phone":"0049""#),
            r#"phone: expected a string matching ^\+[0-9]+$, got the string "0049""#,
        );
        assert_eq!(
            fault(r#""tags":["a","b","c","d"]"#),
            "tags: expected an array of at most 3 items, all different, each a non-empty string, got 4 items",
        );
        assert_eq!(
            fault(r#""tags":["a","\u0061"]"#),
            r#"tags[1]: expected an item that is not there yet, got the string "\u0061""#,
        );
        let long = "ä".repeat(76);
        let begin = "ä".repeat(39);
        assert_eq!(
            faults(&json!({ "query": long }).to_string()),
            [format!(r#"query: expected a string of 1 to 75 characters, got the string "{begin}…"#)]
        );
        assert!(decode::<Search>(&json!({ "query": &long[2..] }).to_string()).is_ok());
    }

    #[test]
    fn limits_in_words() {
        #[derive(Debug, Deserialize, JsonSchema)]
        #[allow(dead_code)]
        struct All {
            #[schemars(length(equal = 1))]
            exact: String,
            #[schemars(length(min = 2))]
            long: String,
            #[schemars(length(max = 1))]
            short: Vec<bool>,
            #[schemars(length(min = 1))]
            some: Vec<u8>,
            #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 5, "multipleOf" = 2))]
            even: i64,
            #[schemars(extend("format" = "date-time"))]
            time: String,
            unsigned: u32,
        }
        assert_eq!(
            words(&decode::<All>("{}").unwrap_err()),
            [
                "exact: expected a string of exactly 1 character, got nothing",
                "long: expected a string of at least 2 characters, got nothing",
                "short: expected an array of at most 1 item, each true or false, got nothing",
                "some: expected a non-empty array, each an integer from 0 to 255, got nothing",
                "even: expected an integer of at least 0 below 5, a multiple of 2, got nothing",
                "time: expected a date and time such as 2026-11-29T14:00:00Z, got nothing",
                "unsigned: expected an integer of at least 0, got nothing",
            ]
        );
        let odd = r#"{"exact":"a","long":"ab","short":[],"some":[1],"even":3,"time":"","unsigned":4294967296}"#;
        assert_eq!(
            words(&decode::<All>(odd).unwrap_err()),
            [
                "even: expected an integer of at least 0 below 5, a multiple of 2, got the number 3",
                "unsigned: expected an integer from 0 to 4294967295, got the number 4294967296",
            ]
        );
    }

    #[test]
    fn a_hostile_number_of_faults_is_counted() {
        let many = vec![json!([]); 1000];
        let error =
            decode::<Search>(&json!({ "query": "a", "near": { "lat": 1, "lon": 2, "names": many } }).to_string());
        let error = error.unwrap_err();
        assert_eq!(error.faults().len(), 20);
        assert_eq!(error.faults()[19].path, "near.names[19]");
        assert_eq!(error.next_step(), Some("correct these and 980 more faults, and call again"));
    }

    #[test]
    fn hostile_text_is_not_echoed_whole() {
        let long = "x".repeat(100_000);
        for json in [json!({ "query": "a", &long: 1 }), json!({ "query": long }), json!({ "query": "a", "near": long })]
        {
            let error = decode::<Search>(&json.to_string()).unwrap_err();
            assert!(error.to_string().len() < 300, "{error}");
        }
        let nested = "[".repeat(100_000);
        assert!(decode::<Search>(&format!(r#"{{"query":{nested}"#)).is_err());
    }

    #[test]
    fn for_programs() {
        let error = decode::<Search>(r#"{"qury":"a","limit":0}"#).unwrap_err();
        assert_eq!(
            json!(error.faults()),
            json!([
                {
                    "path": "qury",
                    "expected": "a known field",
                    "got": "an unknown one",
                    "suggestion": "query",
                },
                { "path": "limit", "expected": "an integer from 1 to 100", "got": "the number 0" },
                { "path": "query", "expected": "a string of 1 to 75 characters" },
            ])
        );
    }
}
