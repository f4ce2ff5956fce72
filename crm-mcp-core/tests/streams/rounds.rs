//! The note that a stateless client keeps between rounds: only the server reads it, and only for the request that it
//! was made for.

use crm_mcp_core::transport::http::HttpOptions;
use serde_json::{Value, json};

use crate::{
    asking::{accepted, again, confirm, keys},
    desk::server,
    modern, tool,
    web::{Request, Web},
};

fn yes() -> Value {
    json!({ "confirm": accepted(json!({ "sure": true })) })
}

/// That a request is refused before anything is run.
async fn assert_refused(web: &Web, request: Request, what: &str) {
    let before = web.desk.runs();
    let (status, answer) = web.ask(request).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(-32602)), "{what}: {answer}");
    assert!(answer["error"]["message"].as_str().unwrap().contains("requestState"), "{what}: {answer}");
    assert_eq!(web.desk.runs(), before, "{what}: it was run");
}

async fn keyed(key: u8) -> Web {
    Web::with(server().with_state_key([key; 32]), HttpOptions::default()).await
}

#[tokio::test]
async fn a_note_that_was_touched_is_refused() {
    let web = Web::open().await;
    let (_, asked) = web.ask(Request::post(confirm())).await;
    let state = asked["result"]["requestState"].as_str().unwrap();
    let changed = |place: usize| {
        let mut state = state.to_owned().into_bytes();
        state[place] = if state[place] == b'A' { b'B' } else { b'A' };
        Value::from(String::from_utf8(state).unwrap())
    };
    let (shorter, longer) = (&state[..state.len() - 4], format!("{state}AAAA"));
    for state in [changed(0), changed(40), changed(60), shorter.into(), longer.into(), "".into(), 7.into(), json!({})] {
        let mut message = again(&confirm(), &asked, yes());
        message["params"]["requestState"] = state.clone();
        assert_refused(&web, Request::post(message), &state.to_string()).await;
    }
    let untouched = again(&confirm(), &asked, yes());
    assert_eq!(web.ask(Request::post(untouched)).await.1["result"]["structuredContent"]["said"], "done");
}

#[tokio::test]
async fn a_note_is_good_for_its_own_request_only() {
    let web = Web::open().await;
    let (_, asked) = web.ask(Request::post(confirm())).await;
    let answered = |method: &str, params: Value| Request::post(again(&modern(1, method, params), &asked, yes()));
    let calling = |name: &str, arguments: Value| answered("tools/call", tool(name, arguments));
    assert_refused(&web, calling("confirm", json!({ "item": "that" })), "other arguments").await;
    assert_refused(&web, calling("confirm", json!({ "item": "it", "x": null })), "more arguments").await;
    assert_refused(&web, calling("confirm_too", json!({ "item": "it" })), "another tool").await;
    assert_refused(&web, calling("polite", json!({})), "a tool that asks nothing").await;
    assert_refused(&web, answered("prompts/get", tool("greet", json!({ "item": "it" }))), "another method").await;
    assert_refused(&web, answered("resources/read", json!({ "uri": "desk://drawers/it" })), "a resource").await;
    assert_refused(&web, Request::post(again(&confirm(), &asked, yes())).by("mallory"), "another caller").await;
    let (status, answer) = web.ask(Request::post(again(&confirm(), &asked, yes()))).await;
    assert_eq!((status, &answer["result"]["structuredContent"]["said"]), (200, &json!("done")));
}

#[tokio::test]
async fn the_request_may_be_written_anew() {
    let web = Web::open().await;
    let (_, asked) = web.ask(Request::post(confirm())).await;
    let message = again(&modern("another id", "tools/call", tool("confirm", json!({ "item": "it" }))), &asked, yes());
    let spaced = serde_json::to_string_pretty(&message).unwrap();
    let (_, answer) = web.ask(Request::post(message).saying(spaced)).await;
    assert_eq!(answer["result"]["structuredContent"]["said"], "done", "{answer}");
}

#[tokio::test]
async fn a_note_tells_the_client_nothing() {
    let web = Web::open().await;
    let (_, one) = web.ask(Request::post(confirm())).await;
    let (_, other) = web.ask(Request::post(confirm())).await;
    let states = [&one, &other].map(|asked| asked["result"]["requestState"].as_str().unwrap());
    assert_ne!(states[0], states[1]);
    assert!(states[0].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{}", states[0]);
}

#[tokio::test]
async fn servers_of_one_key_share_the_rounds_and_others_do_not() {
    let (first, second, stranger) = (keyed(1).await, keyed(1).await, keyed(2).await);
    let (_, asked) = first.ask(Request::post(confirm())).await;
    assert_eq!(keys(&asked), ["confirm"]);
    let message = again(&confirm(), &asked, yes());
    assert_refused(&stranger, Request::post(message.clone()), "another key").await;
    assert_refused(&Web::open().await, Request::post(message.clone()), "a key of its own").await;
    let (_, answer) = second.ask(Request::post(message)).await;
    assert_eq!(answer["result"]["structuredContent"]["said"], "done");
}
