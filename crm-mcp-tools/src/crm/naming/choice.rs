//! Toolsets, and the choice among tools by their names and those of their toolsets.

use std::{borrow::Cow, iter};

use crm_mcp_core::Tool;

/// Some tools of a CRM under one name: a toolset.
pub(crate) struct Group<C: 'static> {
    pub(crate) name: &'static str,
    pub(crate) lists: &'static [fn() -> Vec<Tool<C>>],
}

impl<C> Group<C> {
    /// Its tools.
    pub(crate) fn tools(&self) -> impl Iterator<Item = Tool<C>> + use<C> {
        self.lists.iter().flat_map(|list| list())
    }
}

/// A name that is neither a tool's nor a toolset's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{crm} has no tool or toolset `{name}`; {instead}")]
pub struct UnknownTool {
    crm: &'static str,
    name: String,
    /// The names that were probably meant, or else those of the toolsets.
    instead: String,
}

/// The tools that are named, each by its own name or by that of its toolset, in the order of all. Each tool of all comes
/// with the name of its toolset.
pub(crate) fn choose<C>(
    crm: &'static str,
    all: Vec<(&'static str, Tool<C>)>,
    names: &[&str],
) -> Result<Vec<Tool<C>>, UnknownTool> {
    let is_named = |name: &str, (toolset, tool): &(&str, Tool<C>)| *toolset == name || tool.spec().name == name;
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|grouped| is_named(name, grouped))) {
        let (name, instead) = ((*unknown).to_owned(), instead_of(unknown, &all));
        return Err(UnknownTool { crm, name, instead });
    }
    let is_chosen = |grouped: &(&str, Tool<C>)| names.iter().any(|name| is_named(name, grouped));
    Ok(all.into_iter().filter(is_chosen).map(|(_, tool)| tool).collect())
}

fn instead_of<C>(name: &str, all: &[(&'static str, Tool<C>)]) -> String {
    let mut toolsets: Vec<_> = all.iter().map(|(toolset, _)| *toolset).collect();
    toolsets.dedup();
    // A toolset stands before its tools.
    let known = toolsets.iter().flat_map(|toolset| {
        let tools = all.iter().filter(move |(own, _)| own == toolset).map(|(_, tool)| tool.spec().name.clone());
        iter::once(Cow::Borrowed(*toolset)).chain(tools)
    });
    match &nearest(known, name)[..] {
        [] => format!("toolsets are {}", toolsets.join(", ")),
        near => format!("did you mean {}", near.join(" or ")),
    }
}

/// The known names that were probably meant, at most three, the likeliest first.
fn nearest(known: impl Iterator<Item = Cow<'static, str>>, name: &str) -> Vec<Cow<'static, str>> {
    /// So much of a name must be right.
    const LIKE: f64 = 0.7;

    let likeness = |known: &str| {
        let without_toolset = known.split_once('_').map_or(known, |(_, rest)| rest);
        strsim::normalized_levenshtein(known, name).max(strsim::normalized_levenshtein(without_toolset, name))
    };
    let near = known.map(|known| (likeness(&known), known));
    let mut near: Vec<_> = near.filter(|(likeness, _)| *likeness >= LIKE).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.into_iter().take(3).map(|(_, known)| known).collect()
}
