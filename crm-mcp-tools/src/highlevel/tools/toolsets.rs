//! Which tools there are, by service, and the choice among them.

use crm_mcp_core::Tool;

use super::{calendars, contacts, conversations, locations, opportunities, payments};
use crate::{
    crm::{
        dialect::Dialect,
        naming::choice::{self, Group, UnknownTool},
    },
    highlevel::{context::HighLevel, dialect::HighLevelDialect},
};

/// The services of the API, in the order of the vendor's own page.
static SERVICES: [Group<HighLevel>; 6] = [
    Group { name: "calendars", lists: &[calendars::tools] },
    Group { name: "contacts", lists: &[contacts::tools] },
    Group { name: "conversations", lists: &[conversations::tools] },
    Group { name: "locations", lists: &[locations::tools] },
    Group { name: "opportunities", lists: &[opportunities::tools] },
    Group { name: "payments", lists: &[payments::tools] },
];

/// Further tools of the same scopes, which save an agent calls and mistakes.
static HELPERS: Group<HighLevel> =
    Group { name: "helpers", lists: &[calendars::helpers, contacts::helpers, opportunities::helpers] };

/// The tools that HighLevel documents for its own MCP server, by their official names and in its order.
///
/// They take the official spellings of arguments as well (`path_contactId`, `query_locationId`, `body_tags`), so what
/// was written for that server works with them. Which location they work on is not among their arguments; one that
/// names another location than that of the context is refused.
pub fn tools() -> Vec<Tool<HighLevel>> {
    SERVICES.iter().flat_map(tools_of).collect()
}

/// Further tools of the same scopes, which save an agent calls and mistakes; the vendor's server has no such tools.
pub fn helpers() -> Vec<Tool<HighLevel>> {
    tools_of(&HELPERS).collect()
}

/// The tools that are named, each by its own name or by that of its toolset ([`toolsets`]), in their usual order.
///
/// ```
/// # use crm_mcp_tools::highlevel;
/// let tools = highlevel::choose(["contacts_get-contact", "contacts_get-contacts"])?;
/// assert_eq!(tools.len(), 2);
/// # Ok::<(), highlevel::UnknownTool>(())
/// ```
pub fn choose<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Vec<Tool<HighLevel>>, UnknownTool> {
    let all = groups().flat_map(|group| tools_of(group).map(|tool| (group.name, tool)));
    choice::choose(HighLevelDialect::CRM, all.collect(), &names.into_iter().collect::<Vec<_>>())
}

/// The names of the toolsets: the services, and `helpers`.
pub fn toolsets() -> Vec<&'static str> {
    groups().map(|group| group.name).collect()
}

/// The tools of all toolsets.
pub(in crate::highlevel) fn every_tool() -> impl Iterator<Item = Tool<HighLevel>> {
    groups().flat_map(tools_of)
}

fn groups() -> impl Iterator<Item = &'static Group<HighLevel>> {
    SERVICES.iter().chain([&HELPERS])
}

/// The tools of a group, each as it is served.
fn tools_of(group: &'static Group<HighLevel>) -> impl Iterator<Item = Tool<HighLevel>> {
    group.tools().map(|tool| replacing_the_official(tool).context_per_call(HighLevel::for_call))
}

/// The tool with all that the official one takes beside what is shown: prefixes by the place in the request, and the
/// location, which the vendor wants in many places and under many names.
fn replacing_the_official(tool: Tool<HighLevel>) -> Tool<HighLevel> {
    const LOCATION: [&str; 3] = ["locationId", "location_id", "altId"];
    let tool = tool.also_prefixed(&["path_", "query_", "body_"]).bound("altType", |_| "location");
    LOCATION.into_iter().fold(tool, |tool, name| tool.bound(name, |crm| crm.location().as_str()))
}
