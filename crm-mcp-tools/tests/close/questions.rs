//! What a user is asked before a write.

use crm_mcp_core::{
    Caller, Server, ServerInfo, Toolset,
    transport::{Envelope, Incoming, Peer},
};
use crm_mcp_tools::{
    close::{self, Close},
    crm::Confirm,
};
use serde_json::{Value, json};

/// The question before a call of this tool, whatever the tool does.
pub(crate) async fn question(crm: &Close, tool: &str, arguments: Value) -> String {
    let crm = crm.clone().with_confirmation(Confirm::ALWAYS);
    let server = Server::new(ServerInfo::new("test", "1"), Toolset::new(close::tools()).unwrap());
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": { "elicitation": { "form": {} } },
    });
    let params = json!({ "name": tool, "arguments": arguments, "_meta": meta });
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }).to_string();
    let (envelope, peer, me) = (Envelope::default(), Peer::default(), Caller::trusted("test"));
    let reply = server.handle(&Incoming::read(&message), &envelope, &peer, &me, &crm).await;
    let answer: Value = serde_json::from_slice(&reply.into_body().unwrap()).unwrap();
    let requests = answer["result"]["inputRequests"].as_object().unwrap_or_else(|| panic!("no question: {answer}"));
    requests.values().next().unwrap()["params"]["message"].as_str().unwrap().to_owned()
}
