//! Pages in browsers: who may ask, what they may send, what they may read. One list decides all of it.

use crate::{
    endpoint::{Endpoint, Request},
    get_note, legacy,
};
use serde_json::json;

const ALLOWED: [&str; 5] = [
    "https://app.example.com",
    "HTTPS://APP.EXAMPLE.COM",
    "http://localhost:6274",
    "http://127.0.0.1:6274",
    "http://[::1]:6274",
];

const FOREIGN: [&str; 6] = [
    "https://evil.example.com",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://app.example.com.evil.example",
    "http://localhost.evil.example",
    "null",
];

/// What a browser asks before a page's request. It never sends credentials with it.
fn preflight(origin: &str, headers: &str) -> Request {
    Request::new("OPTIONS /mcp")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", headers)
}

#[tokio::test]
async fn a_page_that_is_allowed_may_send_whatever_a_request_needs() {
    let endpoint = Endpoint::guarded().await;
    let headers = [
        "content-type,accept,authorization",
        "mcp-protocol-version, mcp-method, mcp-name, mcp-session-id, last-event-id",
        "mcp-param-region,mcp-param-tenant",
        "x-api-key, locationid",
    ];
    for origin in ALLOWED {
        for wanted in headers {
            let answer = endpoint.send(&preflight(origin, wanted)).await;
            assert_eq!((answer.status, &*answer.body), (204, ""), "{origin}");
            assert_eq!(answer.header("access-control-allow-origin"), origin);
            assert_eq!(answer.header("access-control-allow-methods"), "GET, POST, DELETE, OPTIONS", "{origin}");
            assert_eq!(answer.header("access-control-allow-headers"), wanted, "{origin}: each by its name");
            assert_eq!(answer.header("access-control-allow-credentials"), "", "{origin}: cookies mean nothing here");
            assert_eq!(answer.header("access-control-max-age"), "7200", "{origin}");
            assert_eq!((answer.header("vary"), answer.header("www-authenticate")), ("Origin", ""), "{origin}");
        }
    }
    let plain = endpoint.send(&Request::new("OPTIONS /mcp/")).await;
    assert_eq!((plain.status, plain.header("access-control-allow-origin")), (204, ""), "no page asked");
    assert_eq!(plain.header("access-control-allow-headers"), "");
}

#[tokio::test]
async fn a_page_that_is_allowed_may_read_every_answer() {
    let endpoint = Endpoint::guarded().await;
    let call = || Request::modern("tools/call", get_note());
    let owner = || call().header("Authorization", "Bearer owner");
    let drop_note = Request::modern("tools/call", json!({ "name": "notes_drop", "arguments": { "id": "n1" } }));
    for origin in ALLOWED {
        for (what, request, status) in [
            ("a result", owner(), 200),
            (
                "a legacy result",
                Request::post(legacy(7, "ping", json!({}))).header("Authorization", "Bearer owner"),
                200,
            ),
            ("an error of the protocol", owner().with("Mcp-Name", "other"), 400),
            ("who must sign in", call(), 401),
            ("who must ask for more", drop_note.clone().header("Authorization", "Bearer reader"), 403),
            ("no stream", Request::new("GET /mcp"), 405),
            ("a form", owner().with("Content-Type", "text/plain"), 415),
        ] {
            let answer = endpoint.send(&request.header("Origin", origin)).await;
            assert_eq!((answer.status, answer.header("access-control-allow-origin")), (status, origin), "{what}");
            let exposed = "WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version";
            assert_eq!(answer.header("access-control-expose-headers"), exposed, "{what}");
            assert_eq!(answer.header("vary"), "Origin", "{what}");
        }
    }
}

#[tokio::test]
async fn a_foreign_page_is_refused_whatever_it_sends() {
    let endpoint = Endpoint::guarded().await;
    let call = Request::modern("tools/call", get_note()).header("Authorization", "Bearer owner");
    for origin in FOREIGN {
        for request in [preflight(origin, "content-type"), call.clone().header("Origin", origin)] {
            let answer = endpoint.send(&request).await;
            assert_eq!(answer.status, 403, "{origin}");
            for header in ["origin", "methods", "headers"] {
                assert_eq!(answer.header(&format!("access-control-allow-{header}")), "", "{origin}");
            }
            assert!(answer.json()["error"]["message"].as_str().unwrap().contains("origin"), "{origin}");
        }
    }
}
