//! What is shown of a tool.

use crm_mcp_core::{
    Caller, Revision, Server, Tool,
    transport::{Envelope, Incoming, Peer},
};
use serde_json::{Value, json};

pub(crate) fn descriptor<C>(tool: &Tool<C>) -> Value {
    serde_json::from_str(&tool.descriptor(Revision::V2026_07_28).unwrap()).unwrap()
}

/// Refuses a descriptor, or an effect or scopes, that are not those of the snapshot in the folder of the CRM.
pub(crate) fn assert_as_reviewed<C>(crm: &str, tools: &[Tool<C>]) {
    for tool in tools {
        let scopes: Vec<_> = tool.spec().scopes.iter().map(|scope| json!([scope.as_str(), scope.label()])).collect();
        let seen = json!({"effect": tool.spec().effect.as_str(), "scopes": scopes, "descriptor": descriptor(tool)});
        assert_snapshot(crm, &tool.spec().name, &seen);
    }
}

/// Refuses what is not as in the snapshot of this name, in the folder of the CRM.
pub(crate) fn assert_snapshot(crm: &str, name: &str, seen: &Value) {
    let snapshots = format!("snapshots/{crm}");
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => snapshots}, {
        insta::assert_json_snapshot!(name, seen);
    });
}

/// What a server lists of a kind: `prompts` or `resources`.
pub(crate) async fn shown<C: Send + Sync + 'static>(server: &Server<C>, crm: &C, kind: &str) -> Value {
    let message = json!({"jsonrpc": "2.0", "id": 1, "method": format!("{kind}/list")}).to_string();
    let (envelope, peer, caller) = (Envelope::default(), Peer::default(), Caller::trusted("test"));
    let reply = server.handle(&Incoming::read(&message), &envelope, &peer, &caller, crm).await;
    let body: Value = serde_json::from_slice(&reply.into_body().unwrap()).unwrap();
    body["result"][kind].clone()
}

/// Refuses a parameter without a description, and one that would choose the tenant, whose name contains this word.
pub(crate) fn assert_explained<C>(tools: &[Tool<C>], tenant: &str) {
    for tool in tools {
        let descriptor = descriptor(tool);
        for (name, parameter) in descriptor["inputSchema"]["properties"].as_object().unwrap() {
            let is_explained = parameter["description"].as_str().is_some_and(|text| !text.is_empty());
            assert!(is_explained, "{}: {name} is not explained", tool.spec().name);
            assert!(!name.to_lowercase().contains(tenant), "{}: {name}", tool.spec().name);
        }
    }
}

/// The bytes of names, descriptions and input schemas.
pub(crate) fn size<C>(tools: &[Tool<C>]) -> usize {
    tools.iter().map(|tool| tool.descriptor(Revision::V2024_11_05).unwrap().len()).sum()
}
