//! What changes while the server runs: tools and prompts that come and go, and a resource that is written to.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crm_mcp_core::{
    Content, Prompt, Prompts, Resource, Tool, ToolError, Toolset, prompt, prompts, resource, resources, tool, tools,
};

use crate::Everything;

/// What there is beside what is always there.
#[derive(Default)]
pub(crate) struct Changing {
    tool: AtomicBool,
    prompt: AtomicBool,
    writes: AtomicU64,
}

pub(crate) fn tools() -> Vec<Tool<Everything>> {
    tools![test_trigger_tool_change, test_trigger_prompt_change, test_trigger_resource_change]
}

pub(crate) fn resources() -> Vec<Resource<Everything>> {
    resources![watched_resource]
}

/// Has a tool come, or go again.
#[tool(create, public)]
async fn test_trigger_tool_change(everything: &Everything) -> Result<Content, ToolError> {
    let was_there = everything.changing.tool.fetch_not(Ordering::Relaxed);
    let further = if was_there { tools![] } else { tools![test_passing_tool] };
    let toolset = Toolset::new(crate::tools().chain(further)).map_err(ToolError::internal)?;
    everything.server.set_toolset(toolset);
    Ok(Content::text("The list of tools has changed."))
}

/// Comes and goes.
#[tool(read, public)]
async fn test_passing_tool(_: &Everything) -> Result<Content, ToolError> {
    Ok(Content::text("Not for long."))
}

/// Has a prompt come, or go again.
#[tool(create, public)]
async fn test_trigger_prompt_change(everything: &Everything) -> Result<Content, ToolError> {
    let was_there = everything.changing.prompt.fetch_not(Ordering::Relaxed);
    let further: Vec<Prompt<_>> = if was_there { prompts![] } else { prompts![test_passing_prompt] };
    let prompts = Prompts::new(crate::prompts::prompts().into_iter().chain(further)).map_err(ToolError::internal)?;
    everything.server.set_prompts(prompts);
    Ok(Content::text("The list of prompts has changed."))
}

/// Comes and goes.
#[prompt(public)]
async fn test_passing_prompt(_: &Everything) -> Result<&'static str, ToolError> {
    Ok("Not for long.")
}

const WATCHED: &str = "test://watched-resource";

/// Writes to the resource that clients watch.
#[tool(update, public)]
async fn test_trigger_resource_change(everything: &Everything) -> Result<Content, ToolError> {
    everything.changing.writes.fetch_add(1, Ordering::Relaxed);
    everything.server.resource_changed(WATCHED);
    Ok(Content::text("The watched resource has changed."))
}

/// A text whose changes clients can be told of.
#[resource(uri = "test://watched-resource", public)]
async fn watched_resource(everything: &Everything) -> Result<String, ToolError> {
    Ok(format!("Written to {} times.", everything.changing.writes.load(Ordering::Relaxed)))
}
