//! The choice among tools by their names and those of their toolsets.

use std::borrow::Cow;

use crm_mcp_core::Tool;

/// The tools that are named, each by its own name or by that of its toolset, in the order of all; or the first name that
/// is of none. Each tool comes with the name of its toolset.
pub(crate) fn choose<'n, C>(all: Vec<(&'static str, Tool<C>)>, names: &[&'n str]) -> Result<Vec<Tool<C>>, &'n str> {
    let is_named = |name: &str, (toolset, tool): &(&str, Tool<C>)| *toolset == name || tool.spec().name == name;
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|grouped| is_named(name, grouped))) {
        return Err(unknown);
    }
    let is_chosen = |grouped: &(&str, Tool<C>)| names.iter().any(|name| is_named(name, grouped));
    Ok(all.into_iter().filter(is_chosen).map(|(_, tool)| tool).collect())
}

/// The known names that were probably meant, at most three, the likeliest first.
pub(crate) fn nearest(known: impl Iterator<Item = Cow<'static, str>>, name: &str) -> Vec<Cow<'static, str>> {
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
