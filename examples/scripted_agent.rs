//! An agent whose model is a script: it calls HighLevel's tools on the sandbox CRM, in process.
//!
//! `cargo run --bin scripted-agent` prints the conversation, whose messages are those of Anthropic's Messages API. With a
//! request to that API in place of [`model`], it is an agent.

use crm_mcp_core::{
    Call, Caller, Toolset,
    agents::{AnthropicTool, AnthropicToolUse},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel},
    sandbox::{self, Sandbox},
};
use serde_json::{Value, json};

/// What the model says next. The script decides by what the model has read of the tools so far.
fn model(messages: &[Value], _tools: &[AnthropicTool]) -> Value {
    let read = messages.iter().filter_map(|message| message["content"][0]["content"][0]["text"].as_str());
    let (name, input) = match read.collect::<Vec<_>>()[..] {
        [] => ("contacts_get-contacts", json!({ "query": "Priya", "limit": 1 })),
        // Models misspell names now and then.
        [found] => ("contacts_get_contact", json!({ "contactId": id(found) })),
        [found, error] => (meant(error), json!({ "contactId": id(found) })),
        [found, _, _] => ("contacts_add-tags", json!({ "contactId": id(found), "tags": ["vip"] })),
        _ => return json!({ "type": "text", "text": "Priya is a VIP now." }),
    };
    json!({ "type": "tool_use", "id": format!("toolu_{}", messages.len()), "name": name, "input": input })
}

fn id(found: &str) -> Value {
    serde_json::from_str::<Value>(found).map(|page| page["contacts"][0]["id"].clone()).unwrap_or_default()
}

fn meant(error: &str) -> &str {
    let rest = error.split("did you mean ").nth(1).unwrap_or_default();
    rest.split('?').next().unwrap_or_default()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::over(InProcess::new(Sandbox::in_memory().await?.router()));
    let crm = HighLevel::new(&client, sandbox::TOKEN.into(), sandbox::LOCATION_ID.parse()?)?;
    let (toolset, agent) = (Toolset::new(highlevel::tools())?, Caller::trusted("agent"));
    let tools: Vec<AnthropicTool> = toolset.definitions(&agent).map(AnthropicTool::from).collect();

    let mut messages = vec![json!({ "role": "user", "content": "Make Priya a VIP." })];
    loop {
        let block = model(&messages, &tools);
        println!("model: {block}");
        messages.push(json!({ "role": "assistant", "content": [block] }));
        if block["type"] != "tool_use" {
            return Ok(());
        }
        let tool_use: AnthropicToolUse = serde_json::from_value(block)?;
        let result = json!(toolset.call_by_model(&tool_use, &crm, &Call::by(&agent)).await);
        println!("tools: {result}");
        messages.push(json!({ "role": "user", "content": [result] }));
    }
}
