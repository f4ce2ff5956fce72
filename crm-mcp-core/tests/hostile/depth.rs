//! Values nested however deep: no stack is used up, at any place of a message.

use std::iter;

use crm_mcp_core::{Revision, transport::Envelope};

use crate::subject::{answer, call, check_answer};

/// What everybody nests, where `serde_json` stops recursing, and what no stack would bear.
const DEPTHS: [usize; 5] = [1, 127, 128, 129, 100_000];

const ARRAY: [&str; 2] = ["[", "]"];
const OBJECT: [&str; 2] = [r#"{"a":"#, "}"];

/// A value nested so deep, closed or broken off.
fn nested([open, close]: [&str; 2], depth: usize, is_closed: bool) -> String {
    let closes = if is_closed { depth } else { 0 };
    iter::repeat_n(open, depth).chain(["1"]).chain(iter::repeat_n(close, closes)).collect()
}

fn each_nested(mut check: impl FnMut(&str)) {
    for form in [ARRAY, OBJECT] {
        for depth in DEPTHS {
            for is_closed in [true, false] {
                check(&nested(form, depth, is_closed));
            }
        }
    }
}

#[test]
fn members_may_be_nested_however_deep() {
    let members = [
        r#"{"jsonrpc":@,"id":1,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":@,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":@}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":@}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":@}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":@}}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":@}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":@}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":@}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping","unknown":@}"#,
        r#"{"jsonrpc":"2.0","id":1,"result":@}"#,
        r#"[{"jsonrpc":"2.0","id":1,"method":"ping"},@]"#,
        r#"[{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":@}}]"#,
        "@",
    ];
    // The revision with batches has all there is to nest.
    let envelope = Envelope::bare(Revision::V2025_03_26);
    each_nested(|value| {
        for member in members {
            let message = member.replacen('@', value, 1);
            check_answer(message.as_bytes(), answer(message.as_bytes(), &envelope).as_deref());
        }
    });
}

#[test]
fn arguments_may_be_nested_however_deep() {
    each_nested(|value| {
        for arguments in [
            r#"{"name":@}"#,
            r#"{"name":"ab","count":@}"#,
            r#"{"name":"ab","tags":@}"#,
            r#"{"name":"ab","worth":@}"#,
            r#"{"name":"ab","unknown":@}"#,
            r#"{"name":"ab","place":{"lines":@}}"#,
            r#"{"name":"ab","place":{"lines":[],"free":{"a":@}}}"#,
            r#"{"name":"ab","others":{"a":@}}"#,
        ] {
            let arguments = arguments.replacen('@', value, 1);
            let outcome = call("echo", &arguments).map_err(|error| error.to_string());
            let error = outcome.err().unwrap_or_default();
            assert!(error.len() < 2000 && !error.contains("internal"), "{error}");
        }
    });
}

/// A value that fits the schema and is nested deeper than any Rust type takes.
#[test]
fn arguments_nested_too_deep_are_a_fault_that_names_them() {
    let value = nested(ARRAY, 9_000, true);
    let arguments = format!(r#"{{"name":"ab","place":{{"lines":[],"free":{{"a":{value}}}}}}}"#);
    let error = call("echo", &arguments).unwrap_err().to_string();
    assert!(error.contains("place.free.a") && error.contains("recursion limit"), "{error}");

    let message = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"echo","arguments":{arguments}}}}}"#
    );
    let answer = answer(message.as_bytes(), &Envelope::bare(Revision::LATEST_LEGACY)).unwrap();
    assert!(String::from_utf8(answer).unwrap().contains(r#""isError":true"#));
}
