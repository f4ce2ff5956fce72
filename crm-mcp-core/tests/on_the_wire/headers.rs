//! The headers that repeat the message: doubled, folded, padded, encoded; and the one that may be left over.

use base64::{Engine, prelude::BASE64_STANDARD};
use crm_mcp_core::transport::http::HttpOptions;
use serde_json::{Value, json};

use crate::{
    common::stateless,
    endpoint::{Endpoint, Request},
    get_note, legacy,
};

const VERSION: &str = "MCP-Protocol-Version";

/// The headers of `Request::modern("tools/call", get_note())`.
const MIRRORED: [(&str, &str); 3] = [(VERSION, "2026-07-28"), ("Mcp-Method", "tools/call"), ("Mcp-Name", "notes_get")];

fn call() -> Request {
    Request::modern("tools/call", get_note())
}

/// Whether a list is one of 2025-06-18 or later.
fn tells_output(list: &Value) -> bool {
    list["result"]["tools"][0]["outputSchema"].is_object()
}

#[tokio::test]
async fn a_header_of_a_stateless_request_stands_there_once_in_whatever_form() {
    const GOOD: (u16, i64) = (200, 0);
    const BAD: (u16, i64) = (400, -32020);
    let endpoint = Endpoint::open().await;
    for (name, value) in MIRRORED {
        let base64 = BASE64_STANDARD.encode(value);
        let unpadded = base64.trim_end_matches('=').to_owned();
        let once = |value: &str| call().with(name, value);
        for (what, request, expected) in [
            ("as it is", call(), GOOD),
            ("in lower case", call().without(name).header(&name.to_lowercase(), value), GOOD),
            ("in upper case", call().without(name).header(&name.to_uppercase(), value), GOOD),
            ("padded", once(&format!(" \t {value} \t ")), GOOD),
            ("encoded", once(&format!("=?base64?{base64}?=")), GOOD),
            ("encoded and padded", once(&format!("  =?base64?{base64}?= ")), GOOD),
            (
                "encoded without its padding",
                once(&format!("=?base64?{unpadded}?=")),
                if unpadded == base64 { GOOD } else { BAD },
            ),
            ("encoded in another way", once(&format!("=?BASE64?{base64}?=")), BAD),
            ("encoded without an end", once(&format!("=?base64?{base64}")), BAD),
            ("encoded nothing", once("=?base64??="), BAD),
            ("not there", call().without(name), BAD),
            ("empty", once(""), BAD),
            ("twice, the same", call().header(name, value), BAD),
            ("twice, in two cases", call().header(&name.to_uppercase(), value), BAD),
            ("twice, the right one first", call().header(name, "other"), BAD),
            ("twice, the right one last", once("other").header(name, value), BAD),
            ("joined by a proxy", once(&format!("{value}, {value}")), BAD),
            ("joined with another", once(&format!("{value},other")), BAD),
            ("quoted", once(&format!("\"{value}\"")), BAD),
            ("with something behind", once(&format!("{value}x")), BAD),
            ("beyond ASCII", once("\u{e9}"), BAD),
        ] {
            assert_eq!(endpoint.send(&request).await.outcome(), expected, "{name} {what}");
        }
    }
}

#[tokio::test]
async fn names_that_no_header_can_carry_are_encoded() {
    let endpoint = Endpoint::open().await;
    for name in ["n\u{f6}te", "a, b", " padded ", "=?base64?YQ==?=", "line\nline"] {
        let encoded = BASE64_STANDARD.encode(name);
        let call =
            Request::modern("tools/call", json!({ "name": name })).with("Mcp-Name", &format!("=?base64?{encoded}?="));
        // Headers and message agree: what is wrong with the tool is that nobody has it.
        assert_eq!(endpoint.send(&call).await.outcome(), (200, -32602), "{name:?}");
    }
    let comma = Request::modern("tools/call", json!({ "name": "a, b" }));
    assert_eq!(endpoint.send(&comma).await.outcome(), (200, -32602), "a comma in a name separates nothing");
}

#[tokio::test]
async fn the_headers_that_a_method_does_not_have_are_passed_over() {
    let endpoint = Endpoint::open().await;
    let list = || Request::modern("tools/list", json!({}));
    for request in [
        list().header("Mcp-Name", "other"),
        list().header("Mcp-Name", "a").header("Mcp-Name", "b"),
        list().header("Mcp-Session-Id", "left over"),
        list().header("Last-Event-ID", "5"),
        list().header("Mcp-Param-Region", "eu"),
        Request::post(legacy(7, "tools/call", get_note())).header("Mcp-Method", "other").header("Mcp-Name", "other"),
        Request::post(legacy(7, "tools/call", get_note())).header("Mcp-Session-Id", "left over"),
    ] {
        assert_eq!(endpoint.send(&request).await.outcome(), (200, 0));
    }
}

/// Proxies double it; what the client meant is clear.
#[tokio::test]
async fn the_revision_of_a_legacy_request_may_be_said_twice() {
    let endpoint = Endpoint::open().await;
    for (what, values, expected, has_output) in [
        ("not", &[][..], (200, 0), false),
        ("once", &["2025-06-18"], (200, 0), true),
        ("once, the oldest", &["2024-11-05"], (200, 0), false),
        ("padded", &[" 2025-06-18\t"], (200, 0), true),
        ("encoded", &["=?base64?MjAyNS0wNi0xOA==?="], (200, 0), true),
        ("twice", &["2025-06-18", "2025-06-18"], (200, 0), true),
        ("thrice, joined", &["2025-06-18,2025-06-18 , 2025-06-18"], (200, 0), true),
        ("two revisions", &["2025-06-18", "2025-11-25"], (400, -32020), false),
        ("two revisions, joined", &["2025-06-18, 2025-11-25"], (400, -32020), false),
        ("nothing", &[""], (400, -32022), false),
        ("half of it", &["2025-06-18,"], (400, -32020), false),
        ("beyond ASCII", &["\u{e9}"], (400, -32020), false),
    ] {
        let list = Request::post(legacy(7, "tools/list", json!({})));
        let list = values.iter().fold(list, |request, value| request.header(VERSION, value));
        let answer = endpoint.send(&list).await;
        let body = answer.json();
        assert_eq!(answer.outcome(), expected, "{what}: {body}");
        assert_eq!(tells_output(&body), has_output, "{what}: {body}");
    }
}

/// A line that goes on in the next one has been obsolete since RFC 7230; the HTTP library refuses it for the endpoint.
#[tokio::test]
async fn a_header_that_is_folded_over_lines_is_refused() {
    let endpoint = Endpoint::open().await;
    for (name, value) in MIRRORED {
        for folded in [format!("{value},\r\n {value}"), format!("{value}\r\n\t")] {
            let answer = endpoint.send(&call().with(name, &folded)).await;
            assert_eq!((answer.status, &*answer.body), (400, ""), "{name}: {folded:?}");
        }
    }
}

#[tokio::test]
async fn a_left_over_legacy_revision_is_tolerated_where_the_operator_says_so() {
    let strict = Endpoint::open().await;
    let lenient = Endpoint::with(HttpOptions::default().tolerate_legacy_version_header(true)).await;
    for version in ["2025-11-25", "2025-06-18", " 2025-03-26 ", "2024-11-05"] {
        let request = call().with(VERSION, version);
        assert_eq!(strict.send(&request).await.outcome(), (400, -32020), "{version}");
        let answer = lenient.send(&request).await;
        assert_eq!(answer.outcome(), (200, 0), "{version}");
        assert_eq!(answer.json()["result"]["resultType"], "complete", "the message decides, not {version}");
    }
}

/// The tolerance is for one thing only: a legacy revision before a message that claims a stateless one, both served.
#[tokio::test]
async fn whatever_else_headers_say_is_as_before_where_the_operator_is_tolerant() {
    let strict = Endpoint::open().await;
    let lenient = Endpoint::with(HttpOptions::default().tolerate_legacy_version_header(true)).await;
    let left_over = || call().with(VERSION, "2025-11-25");
    let claiming = |version| stateless("tools/call", get_note()).replace("2026-07-28", version);
    let unclaimed = |method| legacy(7, method, get_note());
    for (what, request, expected) in [
        ("the same revision", call(), (200, 0)),
        ("no revision", call().without(VERSION), (400, -32020)),
        ("an unknown one", call().with(VERSION, "1999-01-01"), (400, -32020)),
        ("one to come", call().with(VERSION, "2031-01-01"), (400, -32020)),
        ("twice the same legacy one", left_over().header(VERSION, "2025-11-25"), (400, -32020)),
        ("a legacy one and the right one", call().header(VERSION, "2025-11-25"), (400, -32020)),
        ("another method", left_over().with("Mcp-Method", "tools/list"), (400, -32020)),
        ("no method", left_over().without("Mcp-Method"), (400, -32020)),
        ("another name", left_over().with("Mcp-Name", "notes_drop"), (400, -32020)),
        ("an unknown claim", left_over().saying(claiming("v999.0.0")), (400, -32020)),
        ("a claim to come", left_over().saying(claiming("2031-01-01")), (400, -32020)),
        ("a legacy claim", left_over().saying(claiming("2025-06-18")), (400, -32020)),
        ("no claim", left_over().saying(unclaimed("tools/call")), (200, 0)),
        ("no claim, stateless header", call().saying(unclaimed("tools/call")), (400, -32602)),
        ("a handshake", left_over().saying(unclaimed("initialize")), (200, 0)),
        ("a handshake, stateless header", call().saying(unclaimed("initialize")), (400, -32020)),
    ] {
        assert_eq!(strict.send(&request).await.outcome(), expected, "{what}, strictly");
        assert_eq!(lenient.send(&request).await.outcome(), expected, "{what}, leniently");
    }
    let list = Request::post(legacy(7, "tools/list", json!({})));
    for (version, has_output) in [("2025-11-25", true), ("2024-11-05", false)] {
        let answer = lenient.send(&list.clone().header(VERSION, version)).await.json();
        assert_eq!(tells_output(&answer), has_output, "{version} without a claim: {answer}");
    }
}
