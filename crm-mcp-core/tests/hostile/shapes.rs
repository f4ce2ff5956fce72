//! Any bytes, and JSON of any shape in place of each part of a message.

use proptest::{collection, prelude::*};
use serde_json::{Value, json};

use crate::subject::check;

/// Any JSON, with the names of members that mean something.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "2\\.0|2026-07-28|2025-03-26|2099-01-01|ping|initialize|tools/call|echo|bound".prop_map(Value::from),
    ];
    let name = prop_oneof![
        "jsonrpc|id|method|params|result|error|_meta|name|arguments|cursor|requestId|protocolVersion",
        "io\\.modelcontextprotocol/(protocolVersion|clientCapabilities)",
        any::<String>(),
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            collection::hash_map(name.clone(), inner, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Requests as they should be.
fn sound() -> impl Strategy<Value = Value> {
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let params = prop_oneof![
        Just(("tools/call", json!({ "name": "echo", "arguments": { "name": "ab", "tags": ["x"] } }))),
        Just(("tools/list", json!({ "cursor": "tools-from-1" }))),
        Just(("server/discover", json!({}))),
        Just(("initialize", json!({ "protocolVersion": "2025-06-18", "capabilities": {} }))),
        Just(("notifications/cancelled", json!({ "requestId": 1 }))),
        Just(("ping", json!({}))),
    ];
    (params, any::<bool>()).prop_map(move |((method, mut params), is_stateless)| {
        if is_stateless {
            params["_meta"] = meta.clone();
        }
        json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
    })
}

/// A request with something else in place of one of its parts, or with a part more.
fn altered() -> impl Strategy<Value = Value> {
    const PARTS: [&str; 12] = [
        "/jsonrpc",
        "/id",
        "/method",
        "/params",
        "/params/_meta",
        "/params/_meta/io.modelcontextprotocol~1protocolVersion",
        "/params/_meta/io.modelcontextprotocol~1clientCapabilities",
        "/params/name",
        "/params/arguments",
        "/params/arguments/name",
        "/params/cursor",
        "/params/requestId",
    ];
    (sound(), prop::sample::select(&PARTS), any_json()).prop_map(|(mut message, part, value)| {
        match message.pointer_mut(part) {
            Some(place) => *place = value,
            None => message["result"] = value,
        }
        message
    })
}

proptest! {
    // A case that failed belongs into a test of its own, not into a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(message in any::<Vec<u8>>()) {
        check(&message);
    }

    #[test]
    fn any_value(message in any_json()) {
        check(message.to_string().as_bytes());
    }

    #[test]
    fn anything_in_place_of_a_part(message in altered()) {
        check(message.to_string().as_bytes());
    }

    #[test]
    fn any_batch(messages in collection::vec(prop_oneof![altered(), any_json()], 0..5)) {
        check(json!(messages).to_string().as_bytes());
    }

    #[test]
    fn a_message_with_a_byte_changed_or_its_end_missing(
        message in sound(), place in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut message = message.to_string().into_bytes();
        let place = place.index(message.len());
        check(&message[..place]);
        message[place] = byte;
        check(&message);
    }
}
