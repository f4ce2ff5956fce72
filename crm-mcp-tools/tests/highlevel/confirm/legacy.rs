//! Over a connection of the handshake revisions the server asks while the call waits.

use serde_json::{Value, json};

use super::client::yes;
use crate::{demo::Demo, pipe::Client};

/// The sandbox, and the arguments that take a tag away from a contact there.
async fn tagged() -> (Demo, Value) {
    let demo = Demo::new().await;
    let contact = demo.ids().await["contact"].clone();
    let path = format!("/contacts/{}/tags", contact.as_str().unwrap());
    demo.ask("POST", &path, &json!({ "tags": ["to-go"] })).await;
    (demo, json!({ "contactId": contact, "tags": ["to-go"] }))
}

#[tokio::test]
async fn the_call_waits_for_the_user() {
    let (demo, arguments) = tagged().await;
    let mut client = Client::connected(demo.crm(), json!({ "elicitation": {} })).await;
    let before = demo.sandbox.changes();
    client.call("contacts_remove-tags", &arguments).await;
    let (id, text) = client.question().await;
    assert!(text.starts_with("Remove tags from contact ") && text.contains("\n- tags: to-go\n- tags now: "), "{text}");
    assert_eq!(demo.sandbox.changes(), before);
    client.answer(&id, yes()).await;
    let answer = client.receive().await;
    assert_eq!((&answer["id"], &answer["result"]["isError"]), (&json!(1), &Value::Null), "{answer}");
    assert!(demo.sandbox.changes() > before);
}

#[tokio::test]
async fn a_client_that_declines_or_fails_to_ask_leaves_everything_as_it_is() {
    let (demo, arguments) = tagged().await;
    let mut client = Client::connected(demo.crm(), json!({ "elicitation": {} })).await;
    let before = demo.sandbox.changes();
    for (outcome, why) in [
        (
            json!({ "result": { "action": "accept", "content": { "proceed": "perhaps" } } }),
            "the user's answer could not be read: proceed: expected true or false, got the string \"perhaps\"",
        ),
        (
            json!({ "result": { "action": "reject" } }),
            "the user's answer could not be read: its `action` is the string \"reject\"; `action` is accept, decline or \
             cancel; nothing was changed",
        ),
        (json!({ "result": {} }), "the user's answer could not be read: it has no `action`; `action` is accept"),
        (json!({ "result": { "action": "accept" } }), "the form was accepted without its box; nothing was changed"),
        (json!({ "result": { "action": "decline" } }), "the user declined this; nothing was changed"),
        (
            json!({ "error": { "code": -32601, "message": "unknown method" } }),
            "the user was to confirm this, and the client did not answer: unknown method; nothing was changed",
        ),
    ] {
        client.call("contacts_remove-tags", &arguments).await;
        let (id, _) = client.question().await;
        let mut answer = outcome;
        answer["jsonrpc"] = "2.0".into();
        answer["id"] = id;
        client.send(&answer).await;
        let answer = client.receive().await;
        let told = answer["result"]["content"][0]["text"].as_str().unwrap();
        assert!(told.starts_with(why), "{told}");
    }
    assert_eq!(demo.sandbox.changes(), before);
}

#[tokio::test]
async fn what_changed_while_the_user_thought_is_shown_anew() {
    let (demo, arguments) = tagged().await;
    let mut client = Client::connected(demo.crm(), json!({ "elicitation": {} })).await;
    client.call("contacts_remove-tags", &arguments).await;
    let (first, _) = client.question().await;
    let path = format!("/contacts/{}/tags", arguments["contactId"].as_str().unwrap());
    demo.ask("POST", &path, &json!({ "tags": ["just-added"] })).await;
    let before = demo.sandbox.changes();
    client.answer(&first, yes()).await;
    let (second, text) = client.question().await;
    assert!(text.contains("just-added"), "{text}");
    assert_eq!(demo.sandbox.changes(), before);
    client.answer(&second, yes()).await;
    assert_eq!(client.receive().await["id"], 1);
    assert!(demo.sandbox.changes() > before);
}

#[tokio::test]
async fn whom_to_leave_alone_is_looked_up_once_the_user_has_answered() {
    let demo = Demo::new().await;
    let contact = demo.ids().await["contact"].clone();
    let mut client = Client::connected(demo.crm(), json!({ "elicitation": {} })).await;
    let message = json!({ "type": "Email", "contactId": contact, "subject": "Hi", "message": "Hello" });
    client.call("conversations_send-a-new-message", &message).await;
    let (id, _) = client.question().await;
    let path = format!("/contacts/{}", contact.as_str().unwrap());
    demo.ask("PUT", &path, &json!({ "dnd": true })).await;
    let before = demo.sandbox.changes();
    client.answer(&id, yes()).await;
    let answer = client.receive().await;
    let told = answer["result"]["content"][0]["text"].as_str().unwrap_or_default();
    assert!(told.starts_with("do-not-disturb is on"), "{answer}");
    assert_eq!(demo.sandbox.changes(), before);
}

#[tokio::test]
async fn a_client_that_shows_no_forms_is_not_asked() {
    let (demo, arguments) = tagged().await;
    let mut client = Client::connected(demo.crm(), json!({})).await;
    client.call("contacts_remove-tags", &arguments).await;
    let answer = client.receive().await;
    assert_eq!((&answer["id"], &answer["result"]["isError"]), (&json!(1), &Value::Null), "{answer}");
}
