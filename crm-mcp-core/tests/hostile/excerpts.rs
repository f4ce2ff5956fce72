//! Long texts in every place of a message: an error repeats no more than a beginning of them.

use crm_mcp_core::transport::Envelope;
use proptest::{collection, prelude::*, sample};
use serde_json::{Value, json};

use crate::subject::{answer, envelopes};

/// What an error may take, whatever the message. The id is repeated whole, so it is short here.
const LONGEST: usize = 8 << 10;

/// The same where an author put the whole text into the words of an error. These are bounded in bytes; in JSON a control
/// character has six, and the words stand there twice.
const LONGEST_OF_AUTHORS: usize = 50 << 10;

/// Messages with a place for any JSON.
const PLACES: [&str; 24] = [
    r#"{"jsonrpc":@,"id":1,"method":"ping"}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":@}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":@}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":@}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":@,"io.modelcontextprotocol/clientCapabilities":{}}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":@}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":@}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":@}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":@}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{@:1}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"name":@,"count":@,"kind":@,"place":@,"worth":@}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"name":"ab","others":{@:true,"a":@}}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"name":"ab","odd":@}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"bound","arguments":{"locationId":@}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"typed","arguments":{"kind":@}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"typed","arguments":{@:1}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"fail","arguments":{"text":@}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":@,"arguments":{}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"fail","arguments":{"text":@}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":@}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":@}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":@},"argument":{"name":"text","value":"a"}}}"#,
    r#"{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":@}}"#,
    "{@:1}",
];

/// Texts that are easily repeated: as they are, in quotation marks, or as what an error of serde is made of.
const PIECES: [&str; 8] =
    ["x", "\u{1}", "\"", "\u{1f600}", "`a`, ", ", expected one of `a`, `b`", "missing field `a`", "/"];

fn check(place: &str, value: &Value) {
    let message = place.replace('@', &value.to_string());
    // One that stands alone, and one that repeats what the message says.
    for envelope in [Some(Envelope::default()), envelopes(message.as_bytes()).pop()].iter().flatten() {
        let Some(answer) = answer(message.as_bytes(), envelope) else { continue };
        let body: Value = serde_json::from_slice(&answer).unwrap();
        let is_error = body.get("error").is_some() || body["result"]["isError"] == true;
        let beginning: String = String::from_utf8_lossy(&answer).chars().take(500).collect();
        let longest = if place.contains(r#""fail""#) { LONGEST_OF_AUTHORS } else { LONGEST };
        assert!(!is_error || answer.len() <= longest, "{place}: {} bytes: {beginning}", answer.len());
    }
}

#[test]
fn no_error_repeats_a_long_text() {
    for piece in PIECES {
        let text = piece.repeat(20_000 / piece.len());
        for value in
            [json!(text), json!([text]), json!({ "a": text }), json!({ &*text: "a" }), json!(format!("\"{text}"))]
        {
            for place in PLACES.iter().filter(|place| !place.contains("{@") || value.is_string()) {
                check(place, &value);
            }
        }
    }
}

#[test]
fn no_error_repeats_many_texts() {
    let names = (0..200).map(|number| format!("{number}{}", "\u{1}".repeat(100)));
    let members: Value = names.map(|name| (name, json!("y".repeat(100)))).collect::<serde_json::Map<_, _>>().into();
    let items = json!(vec!["\u{1}\"".repeat(100); 200]);
    for value in [members, items] {
        for place in PLACES.iter().filter(|place| !place.contains("{@")) {
            check(place, &value);
        }
    }
}

proptest! {
    // A case that failed belongs into a test of its own, not into a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_error_repeats_what_is_mixed(
        pieces in collection::vec((sample::select(&PIECES), 1..200_usize), 1..20), place in sample::select(&PLACES),
    ) {
        let text: String = pieces.iter().map(|(piece, count)| piece.repeat(*count)).collect();
        check(place, &json!(text));
    }
}
