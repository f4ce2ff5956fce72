//! Which tools there are, by service, and the choice among them.

use crm_mcp_core::Tool;
use std::{borrow::Cow, iter};

use super::{calendars, contacts, conversations, helpers, locations, opportunities, payments};
use crate::highlevel::context::HighLevel;

/// Some tools under one name.
struct Group {
    name: &'static str,
    tools: fn() -> Vec<Tool<HighLevel>>,
}

/// The services of the API, in the order of the vendor's own page.
static SERVICES: [Group; 6] = [
    Group { name: "calendars", tools: calendars::tools },
    Group { name: "contacts", tools: contacts::tools },
    Group { name: "conversations", tools: conversations::tools },
    Group { name: "locations", tools: locations::tools },
    Group { name: "opportunities", tools: opportunities::tools },
    Group { name: "payments", tools: payments::tools },
];

/// Further tools of the same scopes, which save an agent calls and mistakes.
static HELPERS: Group = Group { name: "helpers", tools: helpers::tools };

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
    /// So much of a name must be right.
    const LIKE: f64 = 0.7;

    let name_of = |tool: Tool<_>| tool.spec().name.clone();
    let known = groups().flat_map(|group| iter::once(group.name.into()).chain(group.tools().map(name_of)));
    let likeness = |known: &str| {
        let without_toolset = known.split_once('_').map_or(known, |(_, rest)| rest);
        strsim::normalized_levenshtein(known, name).max(strsim::normalized_levenshtein(without_toolset, name))
    };
    let mut near: Vec<_> =
        known.map(|known: Cow<'_, str>| (likeness(&known), known)).filter(|(likeness, _)| *likeness >= LIKE).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    let near: Vec<_> = near.into_iter().take(3).map(|(_, known)| known).collect();
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
    let all = || groups().flat_map(|group| group.tools().map(|tool| (group.name, tool)));
    let names: Vec<_> = names.into_iter().collect();
    let is_known = |name: &str| all().any(|(group, tool)| group == name || tool.spec().name == name);
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        return Err(UnknownTool { name: (*name).to_owned() });
    }
    let is_chosen = |group: &str, tool: &Tool<_>| names.iter().any(|name| *name == group || *name == tool.spec().name);
    Ok(all().filter(|(group, tool)| is_chosen(group, tool)).map(|(_, tool)| tool).collect())
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
        let tools = (self.tools)().into_iter().map(replacing_the_official);
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
