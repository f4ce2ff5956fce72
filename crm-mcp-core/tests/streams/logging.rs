//! The log of the client: of the levels that it asked for, on servers that say that they write one.

use crm_mcp_core::transport::http::HttpOptions;
use serde_json::{Value, json};

use crate::{
    desk::server,
    legacy, modern,
    pipe::Pipe,
    tool,
    web::{Request, Web},
};

const LEVELS: [&str; 8] = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

fn chatter() -> Value {
    tool("chatter", json!({}))
}

fn logged_from(level: impl Into<Value>) -> Value {
    let mut params = chatter();
    params["_meta"]["io.modelcontextprotocol/logLevel"] = level.into();
    params
}

/// The levels of what is logged, before the answer.
fn levels(messages: &[Value]) -> Vec<&str> {
    let (answer, logged) = messages.split_last().unwrap();
    assert_eq!(answer["result"]["content"][0]["text"], r#"{"said":"chattered"}"#, "{answer}");
    let levels = logged.iter().map(|message| {
        assert_eq!(message["method"], "notifications/message");
        assert!(message["params"]["data"]["said"].is_string(), "{message}");
        message["params"]["level"].as_str().unwrap()
    });
    levels.collect()
}

#[tokio::test]
async fn a_stateless_client_hears_of_what_its_request_asks_for() {
    let web = Web::with(server().with_logging(), HttpOptions::default()).await;
    for (first, level) in LEVELS.iter().enumerate() {
        let answer = web.send(Request::post(modern(1, "tools/call", logged_from(*level)))).await;
        assert_eq!(levels(&answer.events().await), &LEVELS[first..], "{level}");
    }
    for params in [chatter(), logged_from("loud"), logged_from(3), logged_from(Value::Null)] {
        let (status, answer) = web.ask(Request::post(modern(1, "tools/call", params))).await;
        assert_eq!((status, levels(&[answer])), (200, vec![]), "nothing is logged, hence no stream");
    }
}

/// Everything until the answer.
async fn heard(pipe: &mut Pipe, message: Value) -> Vec<Value> {
    let mut messages = vec![pipe.ask(message).await];
    while messages.last().is_some_and(|message| message.get("method").is_some()) {
        messages.push(pipe.receive().await);
    }
    messages
}

#[tokio::test]
async fn a_legacy_client_hears_of_what_an_operator_would_until_it_says_otherwise() {
    let mut pipe = Pipe::legacy(server().with_logging(), "2025-11-25").await;
    assert_eq!(levels(&heard(&mut pipe, legacy(1, "tools/call", chatter())).await), &LEVELS[1..]);
    for (level, first) in [("error", 4), ("debug", 0)] {
        let answer = pipe.ask(legacy(2, "logging/setLevel", json!({ "level": level }))).await;
        assert_eq!(answer["result"], json!({}));
        assert_eq!(levels(&heard(&mut pipe, legacy(3, "tools/call", chatter())).await), &LEVELS[first..]);
    }
    for level in [json!("loud"), json!(3), Value::Null] {
        let answer = pipe.ask(legacy(2, "logging/setLevel", json!({ "level": level }))).await;
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
    }
    let stateless = heard(&mut pipe, modern(4, "tools/call", chatter())).await;
    assert_eq!(levels(&stateless), Vec::<&str>::new(), "what a legacy message sets is not for others");
}

#[tokio::test]
async fn in_a_session_the_level_stays() {
    let web = Web::with_sessions(server().with_logging(), 10).await;
    let (session, other) = (web.begin("2025-06-18").await, web.begin("2025-06-18").await);
    let (status, _) = web.ask(session.post(legacy(1, "logging/setLevel", json!({ "level": "alert" })))).await;
    assert_eq!(status, 200);
    for (session, first) in [(session, 6), (other, 1)] {
        let answer = web.send(session.post(legacy(2, "tools/call", chatter()))).await;
        assert_eq!(levels(&answer.events().await), &LEVELS[first..]);
    }
}

#[tokio::test]
async fn a_server_that_does_not_say_so_logs_nothing() {
    let mut pipe = Pipe::legacy(server(), "2025-11-25").await;
    let answer = pipe.ask(legacy(1, "logging/setLevel", json!({ "level": "debug" }))).await;
    assert_eq!(answer["error"]["code"], -32601);
    assert_eq!(levels(&heard(&mut pipe, legacy(2, "tools/call", chatter())).await), Vec::<&str>::new());
    assert_eq!(levels(&heard(&mut pipe, modern(3, "tools/call", logged_from("debug"))).await), Vec::<&str>::new());
    let discovered = pipe.ask(modern(4, "server/discover", json!({}))).await;
    assert_eq!(discovered["result"]["capabilities"].get("logging"), None);
}
