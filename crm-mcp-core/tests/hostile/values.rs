//! Numbers, names, ids and bytes that are JSON only just, or not quite.

use std::time::{Duration, Instant};

use crm_mcp_core::{Revision, transport::Envelope};
use serde_json::Value;

use crate::subject::{answer, call, check};

fn digits(count: usize) -> String {
    "7".repeat(count)
}

/// A value with the name by which a test that fails calls it.
fn odd_values() -> Vec<String> {
    let numbers = [
        "-0",
        "-0.0",
        "1e999999",
        "-1e999999",
        "1e-999999",
        "1E+5",
        "1.0",
        "0.1e1",
        "00",
        "+1",
        ".5",
        "1.",
        "1e",
        "-",
        "NaN",
        "Infinity",
        "0x10",
    ];
    let strings = [
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""\ud83d\ude00""#,
        r#""\u0000""#,
        r#""\"\\\/\b\f\n\r\t""#,
        r#""\x""#,
        r#""\u12""#,
        r#"""#,
        "\"\u{feff}\"",
        "\"\u{202e}\u{0}\"",
        "\"\n\"",
        r#""""#,
    ];
    let others = ["null", "true", "nul", "tru", "", " ", "[]", "{}", "[1,]", "{,}", r#"{"a":1,"a":2}"#, "/*x*/1"];
    let long = [
        digits(30),
        digits(5000),
        format!("-{}", digits(5000)),
        format!("0.{}", digits(5000)),
        format!("1e{}", digits(5000)),
        format!("{:?}", "x".repeat(100_000)),
        format!("\"{}\"", r"\u0041".repeat(20_000)),
    ];
    numbers.iter().chain(&strings).chain(&others).map(|value| (*value).to_owned()).chain(long).collect()
}

#[test]
fn any_value_may_stand_anywhere() {
    let members = [
        r#"{"jsonrpc":@,"id":1,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":@,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":@,"method":"tools/call","params":{"name":"echo","arguments":{"name":"ab"}}}"#,
        r#"{"jsonrpc":"2.0","id":@,"method":5}"#,
        r#"{"jsonrpc":"2.0","id":@,"method":"ping","params":[]}"#,
        r#"{"jsonrpc":"2.0","id":@,"error":@}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":@}"#,
        r#"{"jsonrpc":"2.0","method":@}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":@}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":@}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":@}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":@,"io.modelcontextprotocol/clientCapabilities":@}}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":@,"arguments":@}}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":@}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":@}}"#,
        r#"[@,{"jsonrpc":"2.0","id":@,"method":"ping"}]"#,
        "{@:1}",
        "@",
    ];
    for value in odd_values() {
        for member in members {
            check(member.replace('@', &value).as_bytes());
        }
    }
}

#[test]
fn any_value_may_be_an_argument() {
    for value in odd_values() {
        for field in ["name", "count", "share", "flag", "kind", "tags", "place", "worth", "cursor", "limit", "others"] {
            for arguments in [format!(r#"{{"name":"ab","{field}":{value}}}"#), format!(r#"{{"{field}":[{value}]}}"#)] {
                let error = call("echo", &arguments).map_err(|error| error.to_string()).err().unwrap_or_default();
                assert!(error.len() < 4000 && !error.contains("internal"), "{field} {value}: {error}");
            }
        }
    }
}

#[test]
fn an_id_comes_back_as_it_was_written() {
    let long = format!("{:?}", "x".repeat(100_000));
    let ids =
        ["0", "-0", "-1", "18446744073709551616", &digits(5000), r#""""#, r#""1""#, r#""\u0041""#, "\"é\"", &long];
    for id in ids {
        for method in ["ping", "none"] {
            let message = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}"}}"#);
            let answer = answer(message.as_bytes(), &Envelope::default()).unwrap();
            let answer = String::from_utf8(answer).unwrap();
            assert!(answer.starts_with(&format!(r#"{{"jsonrpc":"2.0","id":{id},"#)), "{answer}");
        }
    }
}

#[test]
fn what_is_no_json_text_is_answered_without_an_id() {
    let ping = br#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let whole = |before: &[u8], after: &[u8]| [before, ping, after].concat();
    let messages = [
        whole(b"\xef\xbb\xbf", b""),
        whole(b"\xff\xfe", b""),
        whole(b"\0", b""),
        whole(b"", b"\0"),
        whole(b"", b"\xff"),
        whole(b"", ping),
        ping[..ping.len() - 1].to_vec(),
        br#"{"jsonrpc":"2.0","id":1,"method":"p\xffng"}"#.to_vec(),
        b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"p\xc0\xafng\"}".to_vec(),
        Vec::new(),
        vec![0; 1000],
    ];
    for message in messages {
        check(&message);
        let answer = answer(&message, &Envelope::default()).unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!((answer["error"]["code"].as_i64(), answer.get("id")), (Some(-32700), None), "{message:?}");
    }
}

#[test]
fn members_that_are_there_twice_are_refused() {
    let message = |members: &str| format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call",{members}}}"#);
    for (members, code) in [
        (r#""id":2"#, -32600),
        (r#""method":"ping""#, -32600),
        (r#""params":{},"params":{}"#, -32600),
        (r#""params":{"name":"echo","name":"bound"}"#, -32602),
        (r#""params":{"name":"echo","arguments":{"name":"ab"},"_meta":{},"_meta":{}}"#, -32602),
    ] {
        check(message(members).as_bytes());
        let answer = answer(message(members).as_bytes(), &Envelope::default()).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&answer).unwrap()["error"]["code"], code, "{members}");
    }
    let error = call("echo", r#"{"name":"ab","title":"cd"}"#).unwrap_err().to_string();
    assert!(error.contains("title: expected the field once"), "{error}");
}

#[test]
fn batches_are_taken_up_to_a_hundred_and_refused_as_one_beyond() {
    let batch = |count: usize| format!("[{}1]", r#"{"jsonrpc":"2.0","id":1,"method":"ping"},"#.repeat(count - 1));
    for count in [1, 2, 100, 101, 100_000] {
        check(batch(count).as_bytes());
        let answer = answer(batch(count).as_bytes(), &Envelope::bare(Revision::V2025_03_26)).unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(answer.as_array().map(Vec::len), (count <= 100).then_some(count));
    }
}

/// Sixty-four times the message takes about sixty-four times as long. A square would be 4096 times as long, and the
/// bound lies between, far from both: other programs run beside this one.
#[test]
fn time_grows_with_the_message_and_not_faster() {
    let calls = |arguments: String| {
        format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"echo","arguments":{arguments}}}}}"#
        )
    };
    let many = |count: usize, each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<Vec<_>>().join(",");
    let forms: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("a long string", &|size| calls(format!(r#"{{"name":"{}"}}"#, "a".repeat(10 * size)))),
        ("a long number", &|size| calls(format!(r#"{{"count":{}}}"#, "7".repeat(10 * size)))),
        ("many fields", &|size| calls(format!("{{{}}}", many(size, &|n| format!(r#""f{n}":1"#))))),
        ("one field often", &|size| calls(format!("{{{}}}", many(size, &|_| r#""name":"ab""#.to_owned())))),
        ("many items", &|size| calls(format!(r#"{{"tags":[{}]}}"#, many(size, &|n| format!("\"{n}\""))))),
        ("many free values", &|size| {
            calls(format!(r#"{{"others":{{{}}}}}"#, many(size, &|n| format!(r#""f{n}":true"#))))
        }),
    ];
    for (what, form) in forms {
        let (small, large) = (form(500), form(64 * 500));
        let (short, long) = (time(&small), time(&large));
        assert!(long < 500 * short.max(Duration::from_micros(20)), "{what}: {short:?} became {long:?}");
    }
}

/// The shortest of a few runs, which other programs disturb least.
fn time(message: &str) -> Duration {
    let run = |_| {
        let start = Instant::now();
        answer(message.as_bytes(), &Envelope::default());
        start.elapsed()
    };
    (0..5).map(run).min().unwrap()
}
