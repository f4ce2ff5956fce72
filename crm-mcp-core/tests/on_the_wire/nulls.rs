//! What has no value is left out, in every answer of every revision: several clients read a `null` as a fault.

use std::num::NonZeroUsize;

use crm_mcp_core::{Revision, Server, ServerInfo, transport::http::HttpOptions};
use serde_json::{Value, json};

use crate::{
    anybody,
    common::{server, toolset},
    endpoint::{Endpoint, Request},
    get_note, legacy,
};

/// Where an answer has a `null`, outside of what a tool gave back.
fn nulls(path: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Null => vec![path.to_owned()],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| nulls(&format!("{path}[{index}]"), item)).collect()
        }
        Value::Object(members) => members
            .iter()
            .filter(|(key, _)| *key != "structuredContent")
            .flat_map(|(key, member)| nulls(&format!("{path}.{key}"), member))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_null_is_found_wherever_it_is() {
    let answer = json!({ "id": null, "result": { "tools": [{ "title": null }], "structuredContent": { "a": null } } });
    assert_eq!(nulls("", &answer), [".id", ".result.tools[0].title"]);
}

/// Every method there is, with parameters that are right, wrong, `null` and not there.
fn requests() -> Vec<(&'static str, Value)> {
    let mut requests = vec![
        ("initialize", json!({ "protocolVersion": "2025-06-18" })),
        ("initialize", json!({ "protocolVersion": null, "capabilities": null, "clientInfo": null })),
        ("tools/list", json!({ "cursor": null })),
        ("tools/list", json!({ "cursor": "nowhere" })),
        ("tools/call", get_note()),
        ("tools/call", json!({ "name": "notes_get", "arguments": null })),
        ("tools/call", json!({ "name": "notes_get", "arguments": { "id": null } })),
        ("tools/call", json!({ "name": "notes_get", "arguments": { "id": "nobody" } })),
        ("tools/call", json!({ "name": "raw" })),
        ("tools/call", json!({ "name": "panic" })),
        ("tools/call", json!({ "name": "nobody" })),
        ("tools/call", json!({ "name": null })),
    ];
    let methods = [
        "initialize",
        "server/discover",
        "ping",
        "tools/list",
        "tools/call",
        "prompts/list",
        "prompts/get",
        "resources/list",
        "resources/templates/list",
        "resources/read",
        "completion/complete",
        "logging/setLevel",
        "subscriptions/listen",
        "nobody/knows",
    ];
    requests.extend(methods.map(|method| (method, json!({}))));
    requests
}

fn in_revision(revision: Revision, method: &str, params: Value) -> Request {
    if revision.is_stateless() {
        return Request::modern(method, params);
    }
    Request::post(legacy(7, method, params)).header("MCP-Protocol-Version", revision.as_str())
}

#[tokio::test]
async fn no_answer_has_a_null() {
    let plain = || Server::new(ServerInfo::new("notes", "1.2.3"), toolset());
    let mut results = 0;
    for (what, server) in [
        ("all that a server can say", server()),
        ("as little as it can say", plain()),
        ("a title", Server::new(ServerInfo::new("notes", "1").title("Notes"), toolset())),
        ("one tool a page", plain().with_page_size(NonZeroUsize::MIN)),
    ] {
        let endpoint = Endpoint::of(server, anybody(), HttpOptions::default()).await;
        for &revision in Revision::ALL {
            for (method, params) in requests() {
                let body = endpoint.send(&in_revision(revision, method, params.clone())).await.json();
                assert_eq!(nulls("", &body), Vec::<String>::new(), "{what}: {revision} {method} {params}");
                results += usize::from(body["result"].is_object());
            }
        }
    }
    assert!(results > 100, "most were served: {results}");
}

#[tokio::test]
async fn no_page_of_a_list_has_a_null() {
    let server = Server::new(ServerInfo::new("notes", "1"), toolset()).with_page_size(NonZeroUsize::MIN);
    let endpoint = Endpoint::of(server, anybody(), HttpOptions::default()).await;
    for &revision in Revision::ALL {
        let (mut params, mut pages) = (json!({}), 1);
        loop {
            let body = endpoint.send(&in_revision(revision, "tools/list", params)).await.json();
            assert_eq!(nulls("", &body), Vec::<String>::new(), "{revision}, page {pages}");
            let Some(cursor) = body["result"].get("nextCursor") else { break };
            params = json!({ "cursor": cursor });
            pages += 1;
        }
        assert_eq!(pages, 5, "{revision}");
    }
}

#[tokio::test]
async fn no_refusal_has_a_null() {
    let (open, guarded) = (Endpoint::open().await, Endpoint::guarded().await);
    let ping = || Request::post(legacy(1, "ping", json!({})));
    for (endpoint, request) in [
        (&open, Request::post("{")),
        (&open, Request::post("[]")),
        (&open, Request::post("null")),
        (&open, Request::post("[null]")),
        (&open, Request::post(r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#)),
        (&open, Request::post(r#"{"jsonrpc":"2.0","id":1,"method":null}"#)),
        (&open, ping().header("MCP-Protocol-Version", "1999-01-01")),
        (&open, ping().with("Accept", "text/html")),
        (&open, Request::new("GET /mcp")),
        (&open, ping().header("Origin", "null")),
        (&guarded, ping()),
        (&guarded, ping().header("Authorization", "Bearer stolen")),
        (
            &guarded,
            Request::modern("tools/call", json!({ "name": "notes_drop" })).header("Authorization", "Bearer reader"),
        ),
    ] {
        let answer = endpoint.send(&request).await;
        let body = answer.json();
        assert!(!body.is_null(), "{} says why", answer.status);
        assert_eq!(nulls("", &body), Vec::<String>::new(), "{body}");
    }
}
