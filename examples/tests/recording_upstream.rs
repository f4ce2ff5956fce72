//! The program `recording-upstream`: each request is in the record with its answer, and the token is not.

#![allow(clippy::unwrap_used)]

use std::process::Command;

use serde_json::{Value, json};

#[test]
fn each_request_is_recorded_without_the_token() {
    let output = Command::new(env!("CARGO_BIN_EXE_recording-upstream")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let record = String::from_utf8(output.stdout).unwrap();
    assert!(!record.contains("pit-sandbox"), "{record}");

    let lines: Vec<Value> = record.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sent: Vec<_> = lines.iter().filter(|line| line["path"] == "/contacts/").collect();
    let [created, refused] = sent[..] else { unreachable!("{record}") };
    assert_eq!((&created["method"], &created["body"]["firstName"]), (&json!("POST"), &json!("Ada")));
    assert_eq!((&created["outcome"], &refused["outcome"]), (&json!(201), &json!(400)));
}
