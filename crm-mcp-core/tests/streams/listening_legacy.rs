//! Changes, as legacy clients hear of them: unasked after their handshake, and of resources that they subscribe to.

use crm_mcp_core::transport::http::HttpOptions;
use serde_json::{Value, json};

use crate::{
    desk::{resource_set, server, toolset},
    legacy,
    pipe::Pipe,
    web::{Open, Request, Web, initialize},
};

const TOOLS: &str = "notifications/tools/list_changed";
const UPDATED: &str = "notifications/resources/updated";

fn subscribe(uri: &str) -> Value {
    legacy(1, "resources/subscribe", json!({ "uri": uri }))
}

fn unsubscribe(uri: &str) -> Value {
    legacy(1, "resources/unsubscribe", json!({ "uri": uri }))
}

#[tokio::test]
async fn on_a_pipe_a_client_hears_of_changes_after_its_handshake() {
    let mut silent = Pipe::to(server().with_changes());
    silent.is_quiet().await;
    silent.server.set_toolset(toolset());
    silent.is_quiet().await;
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let mut pipe = Pipe::legacy(server().with_changes(), version).await;
        pipe.server.set_toolset(toolset());
        let told = pipe.receive().await;
        assert_eq!(told["method"], TOOLS, "{version}");
        assert_eq!(told.pointer("/params/_meta"), None, "{version}");
        pipe.server.set_resources(resource_set());
        assert_eq!(pipe.receive().await["method"], "notifications/resources/list_changed");
        assert_eq!(pipe.end().await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn on_a_pipe_a_client_subscribes_and_unsubscribes() {
    let mut pipe = Pipe::legacy(server().with_changes(), "2025-11-25").await;
    pipe.server.resource_changed("desk://drawers/1");
    pipe.is_quiet().await;
    assert_eq!(pipe.ask(subscribe("desk://drawers/1")).await["result"], json!({}));
    pipe.server.resource_changed("desk://drawers/2");
    pipe.server.resource_changed("desk://drawers/1");
    let told = pipe.receive().await;
    assert_eq!((&told["method"], &told["params"]), (&json!(UPDATED), &json!({ "uri": "desk://drawers/1" })));
    assert_eq!(pipe.ask(unsubscribe("desk://drawers/1")).await["result"], json!({}));
    pipe.server.resource_changed("desk://drawers/1");
    pipe.is_quiet().await;
    let answer = pipe.ask(subscribe("desk://unknown")).await;
    assert_eq!((&answer["error"]["code"], &answer["error"]["data"]["uri"]), (&json!(-32002), &json!("desk://unknown")));
    for number in 0..100 {
        assert_eq!(pipe.ask(subscribe(&format!("desk://drawers/{number}"))).await["result"], json!({}));
    }
    assert_eq!(pipe.ask(subscribe("desk://drawers/100")).await["error"]["code"], -32602, "too many");
    assert_eq!(pipe.ask(subscribe("desk://drawers/7")).await["result"], json!({}), "one that is there");
}

#[tokio::test]
async fn a_server_that_does_not_change_has_no_subscriptions() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    for message in [subscribe("desk://secret"), unsubscribe("desk://secret")] {
        assert_eq!(pipe.ask(message).await["error"]["code"], -32601);
    }
}

async fn ask(web: &Web, session: &Open, message: Value) -> Value {
    web.ask(session.post(message)).await.1
}

#[tokio::test]
async fn in_a_session_changes_are_on_its_stream() {
    let web = Web::with_sessions(server().with_changes(), 10).await;
    let (session, other) = (web.begin("2025-11-25").await, web.begin("2025-06-18").await);
    let (mut stream, mut others) = (web.send(session.method("GET")).await, web.send(other.method("GET")).await);
    assert_eq!(ask(&web, &session, subscribe("desk://secret")).await["result"], json!({}));
    web.server.resource_changed("desk://secret");
    assert_eq!(stream.event().await.unwrap()["params"], json!({ "uri": "desk://secret" }));
    web.server.set_toolset(toolset());
    for stream in [&mut stream, &mut others] {
        assert_eq!(stream.event().await.unwrap()["method"], TOOLS);
    }
    assert_eq!(ask(&web, &session, unsubscribe("desk://secret")).await["result"], json!({}));
    web.server.resource_changed("desk://secret");
    web.server.dismiss_listeners();
    assert_eq!((stream.event().await, others.event().await), (None, None));
}

#[tokio::test]
async fn without_sessions_changes_are_not_offered() {
    let web = Web::with(server().with_changes(), HttpOptions::default()).await;
    let handshake = initialize("2025-11-25", json!({}));
    let (_, answer) = web.ask(Request::post(handshake)).await;
    assert_eq!(answer["result"]["capabilities"]["tools"], json!({}));
    let (status, answer) = web.ask(Request::post(subscribe("desk://secret"))).await;
    assert_eq!((status, &answer["error"]["code"]), (200, &json!(-32601)));
}
