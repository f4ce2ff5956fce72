//! The program `own-tool`: the program of the README.

#![allow(clippy::unwrap_used)]

mod support;

use std::process::Command;

use serde_json::{Value, json};
use support::Conversation;

#[test]
fn the_tool_is_served_on_stdio() {
    let mut program = Conversation::start(Command::new(env!("CARGO_BIN_EXE_own-tool")));
    program
        .say(r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"greet","arguments":{"name":"Ada"}}}"#);
    let answer: Value = serde_json::from_str(&program.hear()).unwrap();
    let text = answer["result"]["content"][0]["text"].as_str().unwrap();
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), json!({ "text": "Hello, Ada!" }), "{answer}");

    program.close_input();
    assert_eq!(program.hear(), "");
    assert!(program.process.wait().unwrap().success());
}
