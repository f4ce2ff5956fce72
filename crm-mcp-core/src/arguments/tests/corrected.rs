//! What models often get slightly wrong is corrected.

use super::*;

#[test]
fn null_and_empty_text_for_what_is_optional() {
    let plain = decode::<Search>(r#"{"query":"jane"}"#).unwrap();
    for absent in ["null", r#""""#] {
        for field in ["limit", "tags", "order", "near", "customFields", "weights", "worth", "cursor", "skip", "dnd"] {
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
