//! What is wrong is refused, with all faults at once.

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
    assert_eq!(fault(r#""near":{"lat":0,"lon":-180}"#), "near.lon: expected a number above -180, got the number -180");
    assert_eq!(
        fault(r#""order":"Desc""#),
        r#"order: expected one of best, asc, desc, got the string "Desc" (did you mean desc?)"#,
    );
    assert_eq!(fault(r#""order":"x""#), r#"order: expected one of best, asc, desc, got the string "x""#);
    assert_eq!(fault(r#""phone":"0049""#), r#"phone: expected a string matching ^\+[0-9]+$, got the string "0049""#,);
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
    let error = decode::<Search>(&json!({ "query": "a", "near": { "lat": 1, "lon": 2, "names": many } }).to_string());
    let error = error.unwrap_err();
    assert_eq!(error.faults().len(), 20);
    assert_eq!(error.faults()[19].path, "near.names[19]");
    assert_eq!(error.next_step(), Some("correct these and 980 more faults, and call again"));
}

#[test]
fn hostile_text_is_not_echoed_whole() {
    let long = "x".repeat(100_000);
    for json in [json!({ "query": "a", &long: 1 }), json!({ "query": long }), json!({ "query": "a", "near": long })] {
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
