//! The program `delete-contact`: a contact is deleted by a tool that HighLevel's server lacks, once the user has agreed.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::Conversation;

/// A client that shows the user questions, in front of the program.
struct Client(Conversation);

impl Client {
    /// The program, which asks as the argument says.
    fn start(confirm: Option<&str>) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_delete-contact"));
        program.args(confirm);
        let mut client = Self(Conversation::start(program));
        let hello = json!({ "protocolVersion": "2025-11-25", "capabilities": { "elicitation": {} },
            "clientInfo": { "name": "c", "version": "1" } });
        client.say(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello }));
        client.hear();
        client.say(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        client
    }

    fn say(&mut self, message: &Value) {
        self.0.say(&message.to_string());
    }

    fn hear(&mut self) -> Value {
        serde_json::from_str(&self.0.hear()).unwrap()
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        let params = json!({ "name": tool, "arguments": arguments });
        self.say(&json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }));
        self.hear()
    }

    /// The contacts that there are.
    fn people(&mut self) -> Value {
        self.call("contacts_get-contacts", &json!({ "limit": 1 }))["result"]["structuredContent"].take()
    }

    /// Asks for the contact to be deleted; the user answers the question.
    fn delete(&mut self, contact: &Value, content: &Value) -> (String, Value) {
        let question = self.call("contacts_delete-contact", &json!({ "contactId": contact }));
        assert_eq!(question["method"], "elicitation/create", "{question}");
        let answer = json!({ "action": "accept", "content": content });
        self.say(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": answer }));
        (question["params"]["message"].as_str().unwrap().to_owned(), self.hear()["result"].take())
    }
}

#[test]
fn a_contact_is_deleted_only_if_the_user_agrees() {
    let mut client = Client::start(None);
    let before = client.people();
    let (contact, total) = (&before["contacts"][0], before["total"].as_u64().unwrap());

    let (question, kept) = client.delete(&contact["id"], &json!({ "proceed": false }));
    let name = contact["firstName"].as_str().unwrap();
    assert!(question.starts_with("Delete ") && question.contains(name), "{question}");
    assert_eq!((kept["isError"].as_bool(), client.people()["total"].as_u64()), (Some(true), Some(total)), "{kept}");

    let (_, deleted) = client.delete(&contact["id"], &json!({ "proceed": true }));
    assert_ne!(deleted["isError"], true, "{deleted}");
    let after = client.people();
    assert_eq!(after["total"].as_u64(), Some(total - 1));
    assert_ne!(after["contacts"][0]["id"], contact["id"]);
}

#[test]
fn an_operator_says_by_the_name_of_the_tool_whether_the_user_is_asked() {
    let mut never = Client::start(Some("create"));
    let before = never.people();
    let arguments = json!({ "contactId": before["contacts"][0]["id"] });
    let deleted = never.call("contacts_delete-contact", &arguments);
    assert_ne!(deleted["result"]["isError"], true, "{deleted}");
    assert_eq!(never.people()["total"].as_u64().unwrap() + 1, before["total"].as_u64().unwrap());

    let mut named = Client::start(Some("create,contacts_delete-contact"));
    let arguments = json!({ "contactId": named.people()["contacts"][0]["id"] });
    let question = named.call("contacts_delete-contact", &arguments);
    assert_eq!(question["method"], "elicitation/create", "{question}");
}

#[test]
fn a_tool_that_is_not_served_cannot_be_named() {
    let program = Command::new(env!("CARGO_BIN_EXE_delete-contact")).arg("contacts_delete-contacts").output().unwrap();
    let said = String::from_utf8(program.stderr).unwrap();
    assert!(!program.status.success() && said.contains("`contacts_delete-contacts` is not "), "{said}");
}
