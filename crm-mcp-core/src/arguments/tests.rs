#![allow(clippy::unwrap_used)]

use super::Arguments;
use crate::schema::tests::Search;

fn faults(json: &str) -> Vec<String> {
    let error = Arguments::<Search>::new().decode(json).unwrap_err();
    error.faults().iter().map(ToString::to_string).collect()
}

#[test]
fn sanity() {
    for json in [
        r#"{"query":"a"}"#,
        r#"{"query":"a","limit":"20","cursor":"","order":null,"worth":"7","near":"{\"lat\":1,\"lon\":\"2.5\"}"}"#,
    ] {
        println!("{:?}", Arguments::<Search>::new().decode(json).unwrap());
    }
    for json in [
        "",
        "{",
        "nul",
        "[]",
        "{}",
        r#"{"qury":"","limit":0,"tags":["a","a",3,""],"order":"ascc","near":{"lat":91},"worth":[],"customFields":{"a":1,"a":2},"weights":{"a":"x","b b":null},"skip":1e30,"dnd":"maybe","query":"b"}"#,
    ] {
        println!("{json}");
        for fault in faults(json) {
            println!("   {fault}");
        }
    }
}
