//! The program `crm-mcp` before clients that ask wrongly, that look for what is not there, or that act for others.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use crm_mcp_tools::sandbox::{LOCATION_ID, READ_TOKEN, TOKEN};
use serde_json::{Value, json};
use support::{Running, crm_mcp as command};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const REVISION: (&str, &str) = ("MCP-Protocol-Version", "2025-11-25");

fn serving(arguments: &[&str]) -> Running {
    Running::start(command(&[&["--listen", "127.0.0.1:0"], arguments].concat()))
}

fn request(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// The status of an answer, and the session that it begins or `""`.
fn status(server: &Running, verb: &str, headers: &[(&str, &str)], message: &str) -> (u16, String) {
    let (head, _) = server.ask(&format!("{verb} /mcp"), &[&[JSON, REVISION], headers].concat(), message);
    let session = head.lines().find_map(|line| line.strip_prefix("mcp-session-id: ")).unwrap_or_default();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), session.to_owned())
}

#[test]
fn a_header_that_says_whose_data_it_is_or_how_much_stands_there_once() {
    let server = serving(&[]);
    let list = request("tools/list", &json!({}));
    let (reader, owner) = (bearer(READ_TOKEN), bearer(TOKEN));
    let (reader, owner) = (("Authorization", &*reader), ("Authorization", &*owner));
    let (location, scopes) = (("locationId", LOCATION_ID), ("crm-scopes", "contacts.readonly"));
    for (headers, doubled) in [
        (&[reader, owner, location][..], "authorization"),
        (&[owner, location, location], "locationId"),
        (&[owner, location, ("locationid", "ve9EPM428h8vShlRW1KT")], "locationId"),
        (&[scopes, ("crm-scopes", "contacts.write")], "crm-scopes"),
    ] {
        let headers = [&[JSON, REVISION], headers].concat();
        let (head, body) = server.ask("POST /mcp", &headers, &list);
        assert!(head.starts_with("HTTP/1.1 400"), "{doubled}: {head}");
        assert!(body.contains(&format!("send the header `{doubled}` once")), "{doubled}: {body}");
        assert!(!body.contains(READ_TOKEN) && !body.contains(TOKEN), "{body}");
    }
    assert_eq!(status(&server, "POST", &[reader, location, scopes], &list).0, 200);
}

#[test]
fn a_client_that_looks_for_oauth_is_told_which_headers_to_send() {
    let sandbox_too = "send no credential to /mcp for the sandbox";
    let headers = "send the headers Authorization: Bearer <HighLevel token> and locationId: <id> to /mcp";
    for (flags, expected) in [(&[][..], sandbox_too), (&["--highlevel-url", "http://127.0.0.1:9"], headers)] {
        let server = serving(flags);
        for path in [
            "POST /register",
            "GET /authorize?response_type=code",
            "POST /token",
            "GET /.well-known/oauth-authorization-server",
            "GET /.well-known/oauth-protected-resource/mcp",
            "GET /.well-known/openid-configuration",
            "GET /mcp/.well-known/openid-configuration",
            "GET /sse",
            "DELETE /",
        ] {
            let (head, body) = server.ask(path, &[JSON], "{}");
            assert!(head.starts_with("HTTP/1.1 404"), "{path}: {head}");
            assert!(head.to_lowercase().contains("content-type: application/json"), "{path}: {head}");
            let body: Value = serde_json::from_str(&body).unwrap();
            let description = body["error_description"].as_str().unwrap();
            assert_eq!(body["error"], "invalid_request", "{path}");
            assert!(description.starts_with("this server has no OAuth: "), "{path}: {description}");
            assert!(description.contains(expected), "{path}: {description}");
        }
    }
}

#[test]
fn a_message_has_at_most_a_mebibyte() {
    const MIB: usize = 1024 * 1024;
    let server = serving(&[]);
    let ping = request("ping", &json!({}));
    let longest = format!("{ping}{}", " ".repeat(MIB - ping.len()));
    assert_eq!(status(&server, "POST", &[], &longest).0, 200);
    // The length alone is refused, so the body is not sent.
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let length = MIB + 1;
    write!(stream, "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n").unwrap();
    write!(stream, "Content-Length: {length}\r\n\r\n").unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[test]
fn a_session_belongs_to_the_credential_that_began_it() {
    let server = serving(&["--sessions"]);
    let handshake = request("initialize", &json!({ "protocolVersion": REVISION.1, "capabilities": {} }));
    let ping = request("ping", &json!({}));
    let (owner, reader, nonsense) = (bearer(TOKEN), bearer(READ_TOKEN), bearer("nonsense"));
    let location = ("locationId", LOCATION_ID);
    let (_, session) = status(&server, "POST", &[("Authorization", &owner), location], &handshake);
    let session = ("Mcp-Session-Id", &*session);
    for verb in ["POST", "DELETE"] {
        for stranger in [&reader, &nonsense] {
            let headers = [("Authorization", &**stranger), location, session];
            assert_eq!(status(&server, verb, &headers, &ping).0, 404, "{verb} {stranger}");
        }
    }
    let own = [("Authorization", &*owner), location, session];
    assert_eq!(status(&server, "POST", &own, &ping).0, 200);
    assert_eq!(status(&server, "DELETE", &own, "").0, 204);
    assert_eq!(status(&server, "POST", &own, &ping).0, 404);
}

#[test]
fn strangers_with_invented_credentials_take_no_session_away() {
    let server = serving(&["--sessions"]);
    let handshake = request("initialize", &json!({ "protocolVersion": REVISION.1, "capabilities": {} }));
    let ping = request("ping", &json!({}));
    let (_, own) = status(&server, "POST", &[], &handshake);
    assert_eq!(status(&server, "POST", &[("Mcp-Session-Id", &own)], &ping).0, 200);
    for stranger in 0..1100 {
        let location = format!("Loc{stranger:017}");
        let headers = [("Authorization", "Bearer nonsense"), ("locationId", &*location)];
        let (status, _) = status(&server, "POST", &headers, &handshake);
        assert!([200, 503].contains(&status), "{stranger}: {status}");
    }
    assert_eq!(status(&server, "POST", &[("Mcp-Session-Id", &own)], &ping).0, 200);
}
