//! Which tools there are, by service, and the choice among them.

use std::{borrow::Cow, iter};

use crm_mcp_core::Tool;

use super::{calendars, contacts, conversations, locations, opportunities, payments};
use crate::{
    crm::naming::choice::{self, nearest},
    highlevel::context::HighLevel,
};

/// Some tools under one name.
struct Group {
    name: &'static str,
    lists: &'static [fn() -> Vec<Tool<HighLevel>>],
}

/// The services of the API, in the order of the vendor's own page.
static SERVICES: [Group; 6] = [
    Group { name: "calendars", lists: &[calendars::tools] },
    Group { name: "contacts", lists: &[contacts::tools] },
    Group { name: "conversations", lists: &[conversations::tools] },
    Group { name: "locations", lists: &[locations::tools] },
    Group { name: "opportunities", lists: &[opportunities::tools] },
    Group { name: "payments", lists: &[payments::tools] },
];

/// Further tools of the same scopes, which save an agent calls and mistakes.
static HELPERS: Group =
    Group { name: "helpers", lists: &[calendars::helpers, contacts::helpers, opportunities::helpers] };

/// The tools that HighLevel documents for its own MCP server, by their official names and in its order.
///
/// They take the official spellings of arguments as well (`path_contactId`, `query_locationId`, `body_tags`), so what
/// was written for that server works with them. Which location they work on is not among their arguments; one that
/// names another location than that of the context is refused.
pub fn tools() -> Vec<Tool<HighLevel>> {
    SERVICES.iter().flat_map(Group::tools).collect()
}

/// Further tools of the same scopes, which save an agent calls and mistakes; the vendor's server has no such tools.
pub fn helpers() -> Vec<Tool<HighLevel>> {
    HELPERS.tools().collect()
}

/// A name that is neither a tool's nor a toolset's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("HighLevel has no tool or toolset `{name}`; {}", instead_of(name))]
pub struct UnknownTool {
    name: String,
}

/// The names that were probably meant, or else those of the toolsets.
fn instead_of(name: &str) -> String {
    let toolset_and_tools = |group: &Group| {
        let names = group.tools().map(|tool| tool.spec().name.clone());
        iter::once(Cow::Borrowed(group.name)).chain(names).collect::<Vec<_>>()
    };
    let near = nearest(groups().flat_map(toolset_and_tools), name);
    match near.as_slice() {
        [] => format!("toolsets are {}", toolsets().join(", ")),
        near => format!("did you mean {}", near.join(" or ")),
    }
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
    let names: Vec<_> = names.into_iter().collect();
    let all = groups().flat_map(|group| group.tools().map(|tool| (group.name, tool)));
    choice::choose(all.collect(), &names).map_err(|name| UnknownTool { name: name.to_owned() })
}

/// The names of the toolsets: the services, and `helpers`.
pub fn toolsets() -> Vec<&'static str> {
    groups().map(|group| group.name).collect()
}

/// The tools of all toolsets.
pub(in crate::highlevel) fn every_tool() -> impl Iterator<Item = Tool<HighLevel>> {
    groups().flat_map(Group::tools)
}

fn groups() -> impl Iterator<Item = &'static Group> {
    SERVICES.iter().chain([&HELPERS])
}

impl Group {
    fn tools(&self) -> impl Iterator<Item = Tool<HighLevel>> + use<> {
        let tools = self.lists.iter().flat_map(|list| list()).map(replacing_the_official);
        tools.map(|tool| tool.context_per_call(HighLevel::for_call))
    }
}

/// The tool with all that the official one takes beside what is shown: prefixes by the place in the request, and the
/// location, which the vendor wants in many places and under many names.
fn replacing_the_official(tool: Tool<HighLevel>) -> Tool<HighLevel> {
    const LOCATION: [&str; 3] = ["locationId", "location_id", "altId"];
    let tool = tool.also_prefixed(&["path_", "query_", "body_"]).bound("altType", |_| "location");
    LOCATION.into_iter().fold(tool, |tool, name| tool.bound(name, |crm| crm.location().as_str()))
}
