//! `subscriptions/listen`: a stateless client hears of what it asked for, as long as its request is open.

use crm_mcp_core::{Toolset, transport::http::HttpOptions};
use serde_json::{Value, json};

use crate::{
    desk::{prompt_set, resource_set, server, toolset},
    modern, notification,
    pipe::Pipe,
    web::{Answer, Request, Web},
};

const ACKNOWLEDGED: &str = "notifications/subscriptions/acknowledged";
const TOOLS: &str = "notifications/tools/list_changed";
const PROMPTS: &str = "notifications/prompts/list_changed";
const RESOURCES: &str = "notifications/resources/list_changed";
const UPDATED: &str = "notifications/resources/updated";

fn listen(id: impl Into<Value>, filter: Value) -> Value {
    modern(id, "subscriptions/listen", json!({ "notifications": filter }))
}

async fn open() -> Web {
    Web::with(server().with_changes(), HttpOptions::default()).await
}

/// The stream of one who listens, behind what was agreed to.
async fn listening(web: &Web, id: impl Into<Value>, filter: Value) -> (Answer, Value) {
    let mut stream = web.send(Request::post(listen(id, filter))).await;
    assert_eq!(stream.status, 200);
    let acknowledged = stream.event().await.unwrap();
    assert_eq!(acknowledged["method"], ACKNOWLEDGED);
    (stream, acknowledged)
}

/// The methods of all that one still hears of until the server dismisses those who listen.
async fn heard(stream: Answer) -> Vec<String> {
    let mut messages = stream.events().await;
    let end = messages.pop().unwrap();
    assert_eq!(end["result"]["resultType"], "complete", "{end}");
    messages.iter().map(|message| message["method"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_is_agreed_to_comes_first_under_the_id_of_the_request() {
    let web = open().await;
    let all = json!({
        "toolsListChanged": true, "promptsListChanged": true, "resourcesListChanged": true,
        "resourceSubscriptions": ["desk://secret", "desk://drawers/1"],
    });
    for id in [json!(5), json!("5"), json!("a \"b\"")] {
        let (_, acknowledged) = listening(&web, id.clone(), all.clone()).await;
        assert_eq!(acknowledged["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"], id);
        let mut notifications = acknowledged["params"]["notifications"].clone();
        notifications["resourceSubscriptions"]
            .as_array_mut()
            .unwrap()
            .sort_by_key(|uri| std::cmp::Reverse(uri.to_string()));
        assert_eq!(notifications, all);
    }
    for filter in [json!({}), json!({ "toolsListChanged": false, "resourceSubscriptions": [] })] {
        let (_, acknowledged) = listening(&web, 1, filter).await;
        assert_eq!(acknowledged["params"]["notifications"], json!({}));
    }
}

#[tokio::test]
async fn who_asked_hears_of_it_and_nobody_else() {
    let web = open().await;
    let (tools, _) = listening(&web, 1, json!({ "toolsListChanged": true })).await;
    let (prompts, _) = listening(&web, 2, json!({ "promptsListChanged": true })).await;
    let (resources, _) = listening(&web, 3, json!({ "resourcesListChanged": true })).await;
    let (secret, _) = listening(&web, 4, json!({ "resourceSubscriptions": ["desk://secret"] })).await;
    let (nothing, _) = listening(&web, 5, json!({})).await;
    web.server.set_toolset(toolset());
    web.server.set_prompts(prompt_set());
    web.server.set_resources(resource_set());
    web.server.resource_changed("desk://secret");
    web.server.resource_changed("desk://drawers/1");
    web.server.dismiss_listeners();
    for (stream, expected) in [
        (tools, vec![TOOLS]),
        (prompts, vec![PROMPTS]),
        (resources, vec![RESOURCES]),
        (secret, vec![UPDATED]),
        (nothing, vec![]),
    ] {
        assert_eq!(heard(stream).await, expected);
    }
}

#[tokio::test]
async fn changes_name_the_subscription_and_the_resource() {
    let web = open().await;
    let filter = json!({ "toolsListChanged": true, "resourceSubscriptions": ["desk://drawers/1"] });
    let (mut stream, _) = listening(&web, "me", filter).await;
    for _ in 0..3 {
        web.server.set_toolset(toolset());
        let told = stream.event().await.unwrap();
        assert_eq!(told["method"], TOOLS);
        assert_eq!(told["params"], json!({ "_meta": { "io.modelcontextprotocol/subscriptionId": "me" } }));
        web.server.resource_changed("desk://drawers/1");
        let told = stream.event().await.unwrap();
        assert_eq!((&told["method"], &told["params"]["uri"]), (&json!(UPDATED), &json!("desk://drawers/1")));
    }
    web.server.dismiss_listeners();
    let end = stream.event().await.unwrap();
    assert_eq!(end["id"], "me");
    assert_eq!(end["result"]["_meta"]["io.modelcontextprotocol/subscriptionId"], "me");
    assert_eq!(stream.event().await, None);
}

#[tokio::test]
async fn what_changes_again_before_it_was_told_is_told_once() {
    let web = open().await;
    let (stream, _) = listening(&web, 1, json!({ "toolsListChanged": true, "promptsListChanged": true })).await;
    // Nothing is told in between: this test does not wait, and it shares its one thread with the server.
    for _ in 0..100 {
        web.server.set_toolset(toolset());
        web.server.set_prompts(prompt_set());
    }
    web.server.dismiss_listeners();
    assert_eq!(heard(stream).await, [TOOLS, PROMPTS]);
}

#[tokio::test]
async fn a_resource_that_the_caller_may_not_read_is_not_agreed_to() {
    let web = open().await;
    let filter =
        json!({ "resourceSubscriptions": ["desk://secret", "desk://drawers/1", "desk://unknown", "nonsense"] });
    let mut stream = web.send(Request::post(listen(1, filter)).by("reader")).await;
    let acknowledged = stream.event().await.unwrap();
    assert_eq!(acknowledged["params"]["notifications"], json!({ "resourceSubscriptions": ["desk://drawers/1"] }));
    web.server.resource_changed("desk://secret");
    web.server.dismiss_listeners();
    assert_eq!(heard(stream).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_client_subscribes_to_so_many_resources() {
    let web = open().await;
    let uris: Vec<_> = (0..1000).map(|number| format!("desk://drawers/{number}")).collect();
    let (_, acknowledged) = listening(&web, 1, json!({ "resourceSubscriptions": uris })).await;
    assert_eq!(acknowledged["params"]["notifications"]["resourceSubscriptions"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn it_needs_a_server_that_changes_a_stream_and_a_filter() {
    let (fixed, web) = (Web::open().await, open().await);
    let tools = || json!({ "toolsListChanged": true });
    let (status, answer) = fixed.ask(Request::post(listen(1, tools()))).await;
    assert_eq!((status, &answer["error"]["code"]), (404, &json!(-32601)));
    let (status, answer) = web.ask(Request::post(listen(1, tools())).with("Accept", "application/json")).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(-32600)));
    assert!(answer["error"]["message"].as_str().unwrap().contains("text/event-stream"), "{answer}");
    for filter in [Value::Null, json!([]), json!(true), json!({ "toolsListChanged": "yes" })] {
        let (status, answer) = web.ask(Request::post(listen(1, filter.clone()))).await;
        assert_eq!((status, &answer["error"]["code"]), (400, &json!(-32602)), "{filter}");
    }
    for (web, changes) in [(&fixed, Value::Null), (&web, json!(true))] {
        let (_, answer) = web.ask(Request::post(modern(1, "server/discover", json!({})))).await;
        let capabilities = &answer["result"]["capabilities"];
        for list in ["tools", "prompts", "resources"] {
            assert_eq!(capabilities[list]["listChanged"], changes, "{list}: {capabilities}");
        }
        assert_eq!(capabilities["resources"]["subscribe"], changes, "{capabilities}");
    }
}

#[tokio::test]
async fn a_tool_that_was_added_is_there_for_who_heard_of_it() {
    let web = open().await;
    let (mut stream, _) = listening(&web, 1, json!({ "toolsListChanged": true })).await;
    web.server.set_toolset(Toolset::new([]).unwrap());
    assert_eq!(stream.event().await.unwrap()["method"], TOOLS);
    let (_, listed) = web.ask(Request::post(modern(2, "tools/list", json!({})))).await;
    assert_eq!(listed["result"]["tools"], json!([]));
}

#[tokio::test]
async fn on_a_pipe_several_listen_until_they_are_cancelled_or_dismissed() {
    let mut pipe = Pipe::to(server().with_changes());
    for id in ["one", "two"] {
        let acknowledged = pipe.ask(listen(id, json!({ "toolsListChanged": true }))).await;
        assert_eq!(acknowledged["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"], id);
    }
    pipe.send(notification("notifications/cancelled", json!({ "requestId": "one" }))).await;
    pipe.is_quiet().await;
    pipe.server.set_toolset(toolset());
    let told = pipe.receive().await;
    assert_eq!(told["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"], "two");
    pipe.server.dismiss_listeners();
    assert_eq!(pipe.receive().await["id"], "two");
    assert_eq!(pipe.end().await, Vec::<Value>::new());
}

#[tokio::test]
async fn who_listens_on_a_pipe_does_not_keep_the_server_from_ending() {
    let mut pipe = Pipe::to(server().with_changes());
    pipe.ask(listen(1, json!({ "toolsListChanged": true }))).await;
    let rest = pipe.end().await;
    assert_eq!((rest.len(), &rest[0]["result"]["resultType"]), (1, &json!("complete")));
}
