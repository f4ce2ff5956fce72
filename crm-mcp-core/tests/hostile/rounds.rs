//! Answers of clients to what they were asked, and the sealed notes that they bring back.

use crm_mcp_core::{Revision, transport::Envelope};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    shapes::any_json,
    subject::{answer, check_answer},
};

const TARGET: &str = r#"{"id":"t1"}"#;
const YES: &str = r#"{"action":"accept","content":{"really":true}}"#;

/// Calls the tool that asks, with these arguments and further parameters.
fn ask(arguments: &str, further: &str) -> Value {
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": { "elicitation": { "form": {} } },
    });
    let message = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"ask","arguments":{arguments},"_meta":{meta}{further}}}}}"#
    );
    let answer = answer(message.as_bytes(), &Envelope::bare(Revision::LATEST_LEGACY));
    check_answer(message.as_bytes(), answer.as_deref());
    serde_json::from_slice(&answer.unwrap()).unwrap()
}

/// The note that comes with the question.
fn note(arguments: &str) -> String {
    let asked = ask(arguments, "");
    assert_eq!(asked["result"]["resultType"], "input_required", "{asked}");
    asked["result"]["requestState"].as_str().unwrap().to_owned()
}

/// The call once more, with a note and a response.
fn again(arguments: &str, note: &str, response: &str) -> Value {
    ask(arguments, &format!(r#","requestState":"{note}","inputResponses":{{"confirm":{response}}}"#))
}

#[test]
fn a_note_is_good_for_the_same_call_however_it_is_written() {
    let (one, other) = (r#"{"id":"t1","more":{"a":1,"b":2}}"#, r#"{ "more": {"b":2,"a":1}, "id": "t\u0031" }"#);
    assert_eq!(again(one, &note(one), YES)["result"]["structuredContent"]["id"], "t1");
    assert_eq!(again(other, &note(one), YES)["result"]["structuredContent"]["id"], "t1");
}

/// Pairs of arguments that a parser of JSON may take for the same.
#[test]
fn a_note_is_good_for_no_other_call_however_alike() {
    let more = |value: &str| format!(r#"{{"id":"t1","more":{{"a":{value}}}}}"#);
    let deep = |inner: &str| more(&format!("{}{inner}{}", "[".repeat(500), "]".repeat(500)));
    for (one, other) in [
        (TARGET.to_owned(), r#"{"id":"t2"}"#.to_owned()),
        (r#"{"id":18446744073709551616}"#.to_owned(), r#"{"id":18446744073709551617}"#.to_owned()),
        (more("1e999"), more("2e999")),
        (more("0.1"), more("0.10000000000000000001")),
        (more(r#""\ud800""#), more(r#""\ud801""#)),
        (deep("1"), deep("2")),
    ] {
        let note = note(&one);
        assert_eq!(again(&one, &note, YES)["result"]["isError"], Value::Null, "{one}");
        assert_eq!(again(&other, &note, YES)["error"]["code"], -32602, "{one} {other}");
    }
}

proptest! {
    // A case that failed belongs into a test of its own, not into a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_note_but_the_servers_own_is_taken(place in any::<prop::sample::Index>(), other in "[A-Za-z0-9_=-]?") {
        let note = note(TARGET);
        let place = place.index(note.len());
        let forged = format!("{}{other}{}", &note[..place], &note[place + 1..]);
        prop_assume!(forged != note);
        prop_assert_eq!(&again(TARGET, &forged, YES)["error"]["code"], -32602);
        prop_assert_eq!(&again(TARGET, &note[..place], YES)["error"]["code"], -32602);
    }

    #[test]
    fn only_a_yes_is_a_yes(response in any_json()) {
        let answer = again(TARGET, &note(TARGET), &response.to_string());
        prop_assert!(answer["result"]["structuredContent"].is_null(), "{}", answer);
        // Without a note nothing was asked, so nothing is answered.
        let answer = ask(TARGET, &format!(r#","inputResponses":{{"confirm":{response}}}"#));
        prop_assert_eq!(&answer["result"]["resultType"], "input_required");
    }

    #[test]
    fn any_note_is_answered(state in any_json()) {
        let answer = ask(TARGET, &format!(r#","requestState":{state}"#));
        prop_assert!(state.is_null() || answer["error"]["code"] == -32602, "{}", answer);
    }
}

#[test]
fn a_response_may_be_nested_however_deep() {
    let note = note(TARGET);
    for depth in [127, 128, 100_000] {
        let nested = format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
        for response in [nested.clone(), format!(r#"{{"action":"accept","content":{nested}}}"#)] {
            assert!(again(TARGET, &note, &response)["result"]["structuredContent"].is_null());
        }
    }
}
