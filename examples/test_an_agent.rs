//! A test of an agent: it works in a sandbox, which is then asked what has become of the CRM.
//!
//! `cargo test --package crm-mcp-examples --test test-an-agent` runs it. The model is a script here; with a request to a
//! model's API in its place, the test tells whether model and prompt do the job.

use std::error::Error;

use crm_mcp_core::{
    Call, Caller, Toolset,
    agents::{AnthropicTool, AnthropicToolUse},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel, arguments::ContactSearch},
    sandbox::{self, Quirk, Sandbox},
};
use serde_json::{Value, json};

/// What the model does next, by what it was told last.
fn model(_tools: &[AnthropicTool], told: &str) -> Option<(&'static str, Value)> {
    let told: Value = serde_json::from_str(told).unwrap_or_else(|_| told.into());
    match &told["contacts"][0]["id"] {
        Value::String(id) => Some(("contacts_add-tags", json!({ "contactId": id, "tags": ["vip"] }))),
        _ if told == "Make Priya a VIP." => Some(("contacts_get-contacts", json!({ "query": "Priya" }))),
        _ => None,
    }
}

/// The agent that is tested: it gives the model its task, and calls the tools that the model wants.
async fn agent(crm: &HighLevel, task: &str) -> Result<(), Box<dyn Error>> {
    let (toolset, caller) = (Toolset::new(highlevel::tools())?, Caller::trusted("agent"));
    let tools: Vec<AnthropicTool> = toolset.definitions(&caller).map(AnthropicTool::from).collect();
    let mut told = task.to_owned();
    while let Some((name, input)) = model(&tools, &told) {
        let wanted = json!({ "type": "tool_use", "id": "t1", "name": name, "input": input });
        let wanted: AnthropicToolUse = serde_json::from_value(wanted)?;
        let result = json!(toolset.call_by_model(&wanted, crm, &Call::by(&caller)).await);
        result["content"][0]["text"].as_str().unwrap_or_default().clone_into(&mut told);
    }
    Ok(())
}

/// The sandbox's location, as this token reaches it.
fn location(sandbox: &Sandbox, token: &str) -> Result<HighLevel, Box<dyn Error>> {
    let client = Client::over(InProcess::new(sandbox.router()));
    Ok(HighLevel::new(&client, token.into(), sandbox::LOCATION_ID.parse()?)?)
}

/// How many contacts have the tag.
async fn tagged(sandbox: &Sandbox, tag: &str) -> Result<Option<u64>, Box<dyn Error>> {
    let mut search = ContactSearch::default();
    search.filter.tags = Some(vec![tag.to_owned()]);
    Ok(location(sandbox, sandbox::READ_TOKEN)?.get_contacts(search).await?.more.total)
}

#[tokio::test]
async fn the_agent_tags_one_contact_and_changes_nothing_else() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::in_memory().await?;
    let before = tagged(&sandbox, "vip").await?;
    agent(&location(&sandbox, sandbox::TOKEN)?, "Make Priya a VIP.").await?;
    assert_eq!(tagged(&sandbox, "vip").await?, before.map(|count| count + 1));
    assert_eq!(sandbox.changes(), 1, "records that were changed");
    Ok(())
}

#[tokio::test]
async fn the_agent_does_not_write_again_when_the_answer_is_lost() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::in_memory().await?.with_quirk(Quirk::LostAnswer);
    agent(&location(&sandbox, sandbox::TOKEN)?, "Make Priya a VIP.").await?;
    assert_eq!(sandbox.changes(), 1, "records that were changed");
    Ok(())
}
