//! What is refused before its message is read, with the status and headers that HTTP has for it; and who may not call.

use crm_mcp_core::transport::http::HttpOptions;
use serde_json::{Value, json};

use crate::{
    endpoint::{Endpoint, METADATA, Request},
    get_note, legacy,
};

#[tokio::test]
async fn who_may_not_is_told_by_status_and_challenge() {
    let endpoint = Endpoint::guarded().await;
    let drop_note = || Request::modern("tools/call", json!({ "name": "notes_drop", "arguments": { "id": "n1" } }));
    let unknown = format!(
        "Bearer error=\"invalid_token\", resource_metadata=\"{METADATA}\", \
         error_description=\"this token is not known\""
    );
    let too_little = format!(
        "Bearer error=\"insufficient_scope\", scope=\"notes.write mcp.write_destructive\", \
         resource_metadata=\"{METADATA}\", error_description=\"tool `notes_drop` needs the scopes: notes.write mcp.write_destructive\""
    );
    let needs = json!({ "tool": "notes_drop", "requiredScopes": ["notes.write", "mcp.write_destructive"] });
    let none = || Value::Null;
    let rows = [
        ("", 401, format!("Bearer resource_metadata=\"{METADATA}\""), -32600, none(), none()),
        ("Bearer stolen", 401, unknown, -32600, none(), none()),
        ("Bearer half", 400, String::new(), -32600, none(), none()),
        ("Bearer later", 503, String::new(), -32600, none(), none()),
        ("Bearer reader", 403, too_little, 403, json!(7), needs),
    ];
    for (token, status, challenge, code, id, data) in rows {
        let request = if token.is_empty() { drop_note() } else { drop_note().header("Authorization", token) };
        let answer = endpoint.send(&request).await;
        let body = answer.json();
        assert_eq!((answer.status, answer.header("www-authenticate")), (status, &*challenge), "{token}");
        assert_eq!((&body["error"]["code"], &body["id"]), (&json!(code), &id), "{token}: {body}");
        assert_eq!((body.get("id").is_some(), &body["error"]["data"]), (!id.is_null(), &data), "{token}: {body}");
        assert!(!answer.body.contains("stolen"), "{token}: {body}");
    }
    let answer = endpoint.send(&drop_note().header("Authorization", "Bearer owner")).await;
    assert_eq!((answer.status, &answer.json()["result"]["isError"]), (200, &none()));
}

#[tokio::test]
async fn what_http_itself_does_not_allow_is_refused_before_the_message_is_read() {
    let endpoint = Endpoint::with(HttpOptions::default().max_body(1000)).await;
    let ping = || Request::post(legacy(1, "ping", json!({})));
    for (what, request, status) in [
        ("a foreign page", ping().header("Origin", "https://evil.example.com"), 403),
        ("a page without an origin", ping().header("Origin", "null"), 403),
        (
            "a foreign page after a good one",
            ping().header("Origin", "http://localhost").header("Origin", "http://evil.example.com"),
            403,
        ),
        ("a foreign name", ping().with("Host", "evil.example.com"), 403),
        ("a foreign name after a good one", ping().header("Host", "evil.example.com"), 403),
        ("a foreign name in the request line", ping().to("POST http://evil.example.com/mcp"), 403),
        ("GET", Request::new("GET /mcp").header("Accept", "text/event-stream"), 405),
        ("GET of a page", Request::new("GET /mcp").header("Accept", "text/html"), 405),
        ("GET with a claim of a session", Request::new("GET /mcp").header("Mcp-Session-Id", "s"), 405),
        ("DELETE", Request::new("DELETE /mcp").header("Mcp-Session-Id", "s"), 405),
        ("PUT", ping().to("PUT /mcp"), 405),
        ("PATCH", ping().to("PATCH /mcp/"), 405),
        ("a page is wanted", ping().with("Accept", "text/html"), 406),
        ("a body too large", Request::post(" ".repeat(1001)), 413),
        ("a form", ping().with("Content-Type", "application/x-www-form-urlencoded"), 415),
    ] {
        let answer = endpoint.send(&request).await;
        let body = answer.json();
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/json"), "{what}: {body}");
        assert_eq!((&body["error"]["code"], body.get("id")), (&json!(-32600), None), "{what}: {body}");
        assert_eq!(answer.header("allow"), if status == 405 { "POST" } else { "" }, "{what}");
    }
    let answer = endpoint.send(&Request::new("HEAD /mcp")).await;
    assert_eq!((answer.status, answer.header("allow"), &*answer.body), (405, "POST", ""));
}

/// What stands behind the endpoint could read the other one.
#[tokio::test]
async fn a_credential_that_is_sent_twice_is_refused() {
    let call = || Request::modern("tools/call", get_note());
    for endpoint in [Endpoint::open().await, Endpoint::guarded().await] {
        for second in ["Bearer owner", "Bearer reader", ""] {
            let request = call().header("Authorization", "Bearer owner").header("authorization", second);
            let answer = endpoint.send(&request).await;
            assert_eq!(answer.outcome(), (400, -32600), "{second}");
            assert_eq!(answer.json()["error"]["message"], "send the header `authorization` once");
        }
    }
    let once = call().header("Authorization", "Bearer owner");
    assert_eq!(Endpoint::guarded().await.send(&once).await.outcome(), (200, 0));
}

#[tokio::test]
async fn a_second_content_type_is_no_way_around_the_first() {
    let endpoint = Endpoint::open().await;
    let ping = || Request::post(legacy(1, "ping", json!({})));
    for (second, status) in [("application/json", 200), ("APPLICATION/JSON; charset=utf-8", 200), ("text/plain", 415)] {
        let answer = endpoint.send(&ping().header("Content-Type", second)).await;
        assert_eq!(answer.status, status, "{second}");
    }
}

#[tokio::test]
async fn a_body_in_a_coding_is_refused_with_the_name_of_the_coding() {
    let endpoint = Endpoint::open().await;
    let ping = || Request::post(legacy(1, "ping", json!({})));
    for coding in ["", "identity", " Identity ", "identity, identity"] {
        assert_eq!(endpoint.send(&ping().header("Content-Encoding", coding)).await.outcome(), (200, 0), "{coding}");
    }
    for (codings, named) in [
        (&["gzip"][..], "gzip"),
        (&["identity, br"], "br"),
        (&["identity", "zstd"], "zstd"),
        (&["GZIP, deflate"], "GZIP"),
        (&["\u{e9}"], "?"),
    ] {
        let request = codings.iter().fold(ping(), |request, coding| request.header("Content-Encoding", coding));
        let answer = endpoint.send(&request).await;
        assert_eq!((answer.outcome(), answer.header("accept-encoding")), ((415, -32600), "identity"), "{codings:?}");
        let expected = format!("the body has the coding `{named}`; send it without `Content-Encoding`");
        assert_eq!(answer.json()["error"]["message"], expected);
    }
    let long = endpoint.send(&ping().header("Content-Encoding", &"x".repeat(5000))).await;
    assert!(long.body.len() < 300, "{}", long.body);
}

/// RFC 8259 lets a reader pass over it; some programs on Windows write it.
#[tokio::test]
async fn a_byte_order_mark_before_a_message_is_skipped() {
    let endpoint = Endpoint::open().await;
    for request in [Request::post(legacy(1, "ping", json!({}))), Request::modern("tools/call", get_note())] {
        let marked = format!("\u{FEFF}{}", request.body);
        assert_eq!(endpoint.send(&request.clone().saying(marked)).await.outcome(), (200, 0), "{}", request.body);
        let twice = format!("\u{FEFF}\u{FEFF}{}", request.body);
        assert_eq!(endpoint.send(&request.saying(twice)).await.outcome(), (400, -32700));
    }
}
