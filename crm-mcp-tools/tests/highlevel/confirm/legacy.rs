//! Over a connection of the handshake revisions the server asks while the call waits.

use std::{sync::Arc, time::Duration};

use crm_mcp_core::{Caller, Session, transport::stdio};
use crm_mcp_tools::highlevel::Confirm;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines};

use super::client::{server, yes};
use crate::demo::Demo;

/// A client at the other end of a pipe.
struct Client {
    input: DuplexStream,
    output: Lines<BufReader<DuplexStream>>,
}

impl Client {
    /// One that has shaken hands and can do this.
    async fn connected(demo: &Demo, capabilities: Value) -> Self {
        let (input, server_input) = tokio::io::duplex(64 * 1024);
        let (server_output, output) = tokio::io::duplex(64 * 1024);
        let context = Arc::new(demo.crm().with_confirmation(Confirm::Destructive));
        let session = Session { caller: Caller::trusted("me"), context };
        tokio::spawn(stdio::serve_on(Arc::new(server()), session, server_input, server_output, std::future::pending()));
        let mut client = Self { input, output: BufReader::new(output).lines() };
        let hello = json!({
            "protocolVersion": "2025-11-25", "capabilities": capabilities, "clientInfo": { "name": "c", "version": "1" }
        });
        client.send(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello })).await;
        assert_eq!(client.receive().await["result"]["protocolVersion"], "2025-11-25");
        client.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
        client
    }

    async fn send(&mut self, message: &Value) {
        self.input.write_all(format!("{message}\n").as_bytes()).await.unwrap();
    }

    async fn receive(&mut self) -> Value {
        let line = tokio::time::timeout(Duration::from_secs(20), self.output.next_line()).await;
        serde_json::from_str(&line.expect("not to hang").unwrap().expect("a message")).unwrap()
    }

    async fn call(&mut self, tool: &str, arguments: &Value) {
        let params = json!({ "name": tool, "arguments": arguments });
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params })).await;
    }

    /// The question that comes next: its id and its text.
    async fn question(&mut self) -> (Value, String) {
        let request = self.receive().await;
        assert_eq!(request["method"], "elicitation/create", "{request}");
        (request["id"].clone(), request["params"]["message"].as_str().unwrap().to_owned())
    }

    async fn answer(&mut self, id: &Value, answer: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": answer })).await;
    }
}

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
    let mut client = Client::connected(&demo, json!({ "elicitation": {} })).await;
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
    let mut client = Client::connected(&demo, json!({ "elicitation": {} })).await;
    let before = demo.sandbox.changes();
    for (outcome, why) in [
        (
            json!({ "result": { "action": "accept", "content": { "proceed": "perhaps" } } }),
            "the user's answer could not be read: the arguments do not fit: proceed: expected true or false, got the \
             string \"perhaps\"",
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
    let mut client = Client::connected(&demo, json!({ "elicitation": {} })).await;
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
    let mut client = Client::connected(&demo, json!({ "elicitation": {} })).await;
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
    let mut client = Client::connected(&demo, json!({})).await;
    client.call("contacts_remove-tags", &arguments).await;
    let answer = client.receive().await;
    assert_eq!((&answer["id"], &answer["result"]["isError"]), (&json!(1), &Value::Null), "{answer}");
}
