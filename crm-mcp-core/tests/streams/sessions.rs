//! Legacy sessions over HTTP: none unless a server wants them, and then bounded.

use std::{num::NonZeroUsize, time::Duration};

use crm_mcp_core::transport::http::HttpOptions;
use serde_json::{Value, json};

use crate::{
    desk::server,
    everything, followed, legacy, modern, notification, tool,
    web::{Request, Web, initialize},
};

fn polite() -> Value {
    tool("polite", json!({}))
}

fn ping() -> Value {
    legacy(1, "ping", json!({}))
}

#[tokio::test]
async fn by_default_there_are_none() {
    let web = Web::open().await;
    let answer = web.send(Request::post(initialize("2025-11-25", everything()))).await;
    assert_eq!((answer.status, answer.header("mcp-session-id")), (200, ""));
    for method in ["GET", "DELETE"] {
        let answer = web.send(Request::new(method).header("Accept", "text/event-stream")).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "POST"), "{method}");
    }
    let (status, _) = web.ask(Request::post(ping()).header("Mcp-Session-Id", "any")).await;
    assert_eq!(status, 200, "what is not kept is not asked for");
}

#[tokio::test]
async fn a_handshake_begins_one_that_further_messages_name() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let session = web.begin(version).await;
        assert!(session.id.len() >= 32 && session.id.bytes().all(|byte| (0x21..=0x7E).contains(&byte)));
        let initialized = notification("notifications/initialized", json!({}));
        assert_eq!(web.ask(session.post(initialized)).await, (202, Value::Null));
        let (status, answer) = web.ask(session.post(legacy(1, "tools/call", polite()))).await;
        assert_eq!(status, 200);
        let said = if version >= "2025-06-18" { "could ask" } else { "cannot ask" };
        assert!(answer["result"]["content"][0]["text"].as_str().unwrap().contains(said), "{version}: {answer}");
    }
    assert_ne!(web.begin("2025-11-25").await.id, web.begin("2025-11-25").await.id);
}

#[tokio::test]
async fn a_message_without_one_is_refused_and_an_unknown_one_not_found() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let session = web.begin("2025-11-25").await;
    let own = || [session.post(ping()), session.method("GET"), session.method("DELETE")];
    let unnamed =
        || [Request::post(ping()), Request::new("GET").header("Accept", "text/event-stream"), Request::new("DELETE")];
    for request in unnamed() {
        assert_eq!(web.ask(request).await.0, 400);
    }
    assert_eq!(web.ask(Request::post(notification("notifications/initialized", json!({})))).await.0, 400);
    for id in ["", "unknown", &session.id[1..], &session.id.to_uppercase().replace(char::is_numeric, "F")] {
        for request in unnamed() {
            let (status, answer) = web.ask(request.header("Mcp-Session-Id", id)).await;
            assert_eq!((status, answer.get("id")), (404, None), "{id}: {answer}");
        }
    }
    for request in own() {
        assert_eq!(web.ask(request.by("mallory")).await.0, 404);
    }
    assert_eq!(web.ask(session.post(ping())).await.0, 200, "others could do nothing to it");
}

#[tokio::test]
async fn a_client_may_end_its_own() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let (session, other) = (web.begin("2025-11-25").await, web.begin("2025-11-25").await);
    let call = followed(tool("wait", json!({ "tell": true })), 1);
    let mut call = web.send(session.post(legacy(1, "tools/call", call))).await;
    call.event().await.unwrap();
    let mut stream = web.send(session.method("GET")).await;
    let ended = web.ask(session.method("DELETE")).await;
    assert_eq!(ended.0, 204, "{ended:?}");
    assert_eq!((call.event().await, stream.event().await), (None, None), "what runs in it ends");
    web.desk.until_running(0).await;
    for request in [session.post(ping()), session.method("GET"), session.method("DELETE")] {
        assert_eq!(web.ask(request).await.0, 404);
    }
    assert_eq!(web.ask(other.post(ping())).await.0, 200);
}

#[tokio::test]
async fn a_session_has_one_stream() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let (session, other) = (web.begin("2025-11-25").await, web.begin("2025-11-25").await);
    let first = web.send(session.method("GET")).await;
    assert_eq!((first.status, first.header("content-type")), (200, "text/event-stream"));
    assert_eq!(web.ask(session.method("GET")).await.0, 409);
    assert_eq!(web.send(other.method("GET")).await.status, 200);
    drop(first);
    // The server learns of it in its own time.
    let mut status = 409;
    while status == 409 {
        status = web.send(session.method("GET")).await.status;
    }
    assert_eq!(status, 200);
    let json_only = other.post(ping()).with("Accept", "application/json");
    assert_eq!(web.ask(json_only).await.0, 200);
    let request = Request::new("GET").header("Accept", "application/json").header("Mcp-Session-Id", &other.id);
    assert_eq!(web.ask(request).await.0, 406);
    let put = web.send(session.method("PUT")).await;
    assert_eq!((put.status, put.header("allow")), (405, "POST, GET, DELETE"));
}

#[tokio::test]
async fn one_that_is_idle_is_forgotten() {
    let most = NonZeroUsize::new(10).unwrap();
    let web = Web::with(server().with_changes(), HttpOptions::default().sessions(most, Duration::ZERO)).await;
    let session = web.begin("2025-11-25").await;
    assert_eq!(web.ask(session.post(ping())).await.0, 404);
}

#[tokio::test]
async fn a_callers_own_make_room_for_one_another_but_for_one_in_which_something_runs() {
    /// So many one caller may have at least.
    const OWN: usize = 8;
    let web = Web::with_sessions(server().with_changes(), 20).await;
    let others = web.begin("2025-11-25").await;
    let of_max = || Request::post(initialize("2025-11-25", everything())).by("max");
    let theirs = web.send(of_max()).await.header("mcp-session-id").to_owned();
    web.ask(others.method("DELETE")).await;

    let first = web.begin("2025-11-25").await;
    let stream = followed(tool("wait", json!({ "tell": true })), 1);
    let mut call = web.send(first.post(legacy(1, "tools/call", stream))).await;
    call.event().await.unwrap();
    let mut changes = web.send(first.method("GET")).await;
    let kept = web.begin("2025-11-25").await;
    let mut last = Vec::new();
    for opened in 0..50 {
        last.push(web.begin("2025-11-25").await);
        assert_eq!(web.ask(kept.post(ping())).await.0, 200, "it is used");
        if last.len() == OWN - 1 {
            let gone = last.remove(0);
            assert_eq!(web.ask(gone.post(ping())).await.0, 404, "after {opened}");
        }
    }
    assert_eq!(web.ask(first.post(ping())).await.0, 200, "somebody waits for its call");
    let of_max = Request::post(ping()).header("Mcp-Session-Id", &theirs).by("max");
    assert_eq!(web.ask(of_max).await.0, 200, "another caller loses nothing");
    web.ask(first.method("DELETE")).await;
    assert_eq!((call.event().await, changes.event().await), (None, None));
    web.desk.until_running(0).await;
}

#[tokio::test]
async fn when_all_are_in_use_a_new_one_is_refused_and_said_when_to_come_back() {
    let web = Web::with_sessions(server().with_changes(), 8).await;
    let handshake = |name: &str| Request::post(initialize("2025-11-25", everything())).by(name);
    let names: Vec<_> = (0..8).map(|number| format!("caller{number}")).collect();
    let mut ids = Vec::new();
    for name in &names {
        ids.push(web.send(handshake(name)).await.header("mcp-session-id").to_owned());
    }
    let own = |id: &str, name: &str| Request::post(ping()).header("Mcp-Session-Id", id).by(name);
    for (id, name) in ids.iter().zip(&names) {
        assert_eq!(web.ask(own(id, name)).await.0, 200);
    }
    let refused = web.send(handshake("stranger")).await;
    assert_eq!((refused.status, refused.header("retry-after"), refused.header("mcp-session-id")), (503, "10", ""));
    let message = refused.json().await["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("all sessions are taken; begin again in 10 seconds"), "{message}");
    for (id, name) in ids.iter().zip(&names) {
        assert_eq!(web.ask(own(id, name)).await.0, 200);
    }
    let end = Request::new("DELETE").header("Mcp-Session-Id", &ids[0]).by(&names[0]);
    assert_eq!(web.ask(end).await.0, 204);
    assert_eq!(web.send(handshake("stranger")).await.status, 200);
}

#[tokio::test]
async fn an_id_that_is_sent_twice_names_none() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let (session, other) = (web.begin("2025-11-25").await, web.begin("2025-11-25").await);
    for second in [&session.id, &other.id, "unknown"] {
        for request in [session.post(ping()), session.method("GET"), session.method("DELETE")] {
            let (status, answer) = web.ask(request.header("mcp-session-id", second)).await;
            assert_eq!(status, 400, "{answer}");
            assert_eq!(answer["error"]["message"], "send the header `mcp-session-id` once");
        }
    }
    assert_eq!(web.ask(session.post(ping())).await.0, 200);
}

#[tokio::test]
async fn stateless_requests_have_no_use_for_one() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let message = || modern(1, "tools/call", polite());
    for request in [Request::post(message()), Request::post(message()).header("Mcp-Session-Id", "unknown")] {
        let answer = web.send(request).await;
        assert_eq!((answer.status, answer.header("mcp-session-id")), (200, ""));
    }
}

#[tokio::test]
async fn a_batch_belongs_to_one() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let session = web.begin("2025-03-26").await;
    let batch = || json!([ping(), notification("notifications/initialized", json!({})), legacy(2, "ping", json!({}))]);
    let (status, answer) = web.ask(session.post(batch())).await;
    assert_eq!((status, answer.as_array().unwrap().len()), (200, 2));
    assert_eq!(web.ask(Request::post(batch())).await.0, 400);
}
