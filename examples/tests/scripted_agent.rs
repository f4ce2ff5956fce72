//! The program `scripted-agent`: a conversation in which a model calls tools, errs, and repairs its error.

#![allow(clippy::unwrap_used)]

use std::process::Command;

use serde_json::{Value, json};

/// Who speaks in each line, and what it says.
fn conversation() -> Vec<(String, Value)> {
    let output = Command::new(env!("CARGO_BIN_EXE_scripted-agent")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let spoken = |line: &str| {
        let (who, block) = line.split_once(": ").unwrap();
        (who.to_owned(), serde_json::from_str(block).unwrap())
    };
    String::from_utf8(output.stdout).unwrap().lines().map(spoken).collect()
}

#[test]
fn the_model_repairs_its_call_by_what_it_reads() {
    let conversation = conversation();
    let (last, pairs) = conversation.split_last().unwrap();
    assert_eq!(last, &("model".to_owned(), json!({ "type": "text", "text": "Priya is a VIP now." })));

    let mut calls = Vec::new();
    for pair in pairs.chunks(2) {
        let [(model, tool_use), (tools, result)] = pair else { unreachable!("each call has a result") };
        assert_eq!((&**model, &**tools), ("model", "tools"));
        assert_eq!(tool_use["id"], result["tool_use_id"]);
        let is_error = result["is_error"] == true;
        calls.push((tool_use["name"].as_str().unwrap(), is_error, result["content"][0]["text"].as_str().unwrap()));
    }
    let [search, slip, repaired, tagged] = calls[..] else { unreachable!("{calls:?}") };

    assert!(matches!(search, ("contacts_get-contacts", false, found) if found.contains("\"firstName\":\"Priya\"")));
    let meant = "unknown tool `contacts_get_contact` (did you mean contacts_get-contact?)";
    assert!(matches!(slip, ("contacts_get_contact", true, error) if error.starts_with(meant)), "{slip:?}");
    assert!(matches!(repaired, ("contacts_get-contact", false, found) if found.contains("\"type\":\"lead\"")));
    assert_eq!(tagged, ("contacts_add-tags", false, r#"{"tags":["vip"]}"#));
}
