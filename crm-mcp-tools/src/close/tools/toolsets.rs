//! Which tools there are, by what they are about, and the choice among them.

use crm_mcp_core::Tool;

use super::{
    activities, custom_records, lead_statuses, leads, opportunities, organization, outreach, pipelines, searches,
    smart_views, tasks,
};
use crate::{
    close::{context::Close, dialect::CloseDialect},
    crm::{
        dialect::Dialect,
        naming::choice::{self, Group, UnknownTool},
    },
};

/// The toolsets.
static GROUPS: &[Group<Close>] = &[
    Group { name: "leads", lists: &[leads::tools] },
    Group { name: "contacts", lists: &[leads::contacts::tools] },
    Group { name: "search", lists: &[searches::tools] },
    Group { name: "organization", lists: &[organization::tools] },
    Group { name: "custom_fields", lists: &[organization::custom_fields] },
    Group { name: "opportunities", lists: &[opportunities::tools] },
    Group { name: "tasks", lists: &[tasks::tools] },
    Group { name: "notes", lists: &[activities::notes::tools] },
    Group {
        name: "activities",
        lists: &[activities::tools, activities::calls::tools, activities::comments::tools, activities::emails::tools],
    },
    Group { name: "pipelines", lists: &[pipelines::tools, lead_statuses::tools] },
    Group { name: "smart_views", lists: &[smart_views::tools] },
    Group { name: "custom_records", lists: &[custom_records::tools] },
    Group { name: "templates", lists: &[outreach::email_templates::tools, outreach::sms_templates::tools] },
    Group { name: "workflows", lists: &[outreach::workflows::tools, outreach::scheduling_links::tools] },
    Group { name: "call_tasks", lists: &[tasks::call_tasks::tools] },
];

/// What is served unless something else is asked for: what most work with leads and deals takes, and no more than a model
/// chooses well among.
const DEFAULT: &[&str] = &[
    "search",
    "lead_search",
    "fetch_lead",
    "create_lead",
    "update_lead",
    "fetch_contact",
    "create_contact",
    "update_contact",
    "find_opportunities",
    "fetch_opportunity",
    "create_opportunity",
    "update_opportunity",
    "find_pipelines_and_opportunity_statuses",
    "find_lead_statuses",
    "find_lead_custom_fields",
    "find_contact_custom_fields",
    "find_opportunity_custom_fields",
    "find_tasks",
    "create_task",
    "update_task",
    "find_notes",
    "create_note",
    "activity_search",
    "org_info",
    "org_users",
];

/// Every tool of Close's own MCP server that has an operation of the API behind it, by its official name.
pub fn tools() -> Vec<Tool<Close>> {
    every_tool().map(|(_, tool)| tool).collect()
}

/// The tools that serve most work, few enough for a model to choose well.
pub fn default_tools() -> Vec<Tool<Close>> {
    every_tool().map(|(_, tool)| tool).filter(|tool| DEFAULT.contains(&&*tool.spec().name)).collect()
}

/// The tools that are named, each by its own name or by that of its toolset ([`toolsets`]), in their usual order.
///
/// ```
/// # use crm_mcp_tools::close;
/// let tools = close::choose(["fetch_lead", "update_lead"])?;
/// assert_eq!(tools.len(), 2);
/// # Ok::<(), crm_mcp_tools::crm::UnknownTool>(())
/// ```
pub fn choose<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Vec<Tool<Close>>, UnknownTool> {
    choice::choose(CloseDialect::CRM, every_tool().collect(), &names.into_iter().collect::<Vec<_>>())
}

/// The names of the toolsets.
pub fn toolsets() -> Vec<&'static str> {
    GROUPS.iter().map(|group| group.name).collect()
}

/// All tools, each with the name of its toolset.
fn every_tool() -> impl Iterator<Item = (&'static str, Tool<Close>)> {
    let tools = GROUPS.iter().flat_map(|group| group.tools().map(|tool| (group.name, tool)));
    tools.map(|(toolset, tool)| (toolset, tool.context_per_call(Close::for_call)))
}
