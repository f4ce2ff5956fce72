//! The list of all tools of a CRM, for people.

use std::{env, fs, path::Path};

use crm_mcp_core::{Scope, Tool, ToolSpec};

/// Refuses a file that does not hold this list, or writes it when snapshots are written too.
pub(crate) fn assert_up_to_date(file: &str, list: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let stored = fs::read_to_string(&path).unwrap_or_default();
    if stored != list && env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        return fs::write(path, list).unwrap();
    }
    assert!(stored == list, "{file} is stale: run `INSTA_UPDATE=always cargo test -p crm-mcp-tools --test catalog`");
}

/// The table of a toolset, with a column of this name for what else a tool needs.
pub(crate) fn toolset<C>(name: &str, tools: &[Tool<C>], column: &str, needs: fn(&ToolSpec) -> String) -> String {
    let rows = tools.iter().map(|tool| {
        let spec = tool.spec();
        let (needs, first) = (needs(spec), first_paragraph(&spec.description));
        format!("| `{}` | {} | {needs} | {first} |\n", spec.name, spec.effect.as_str())
    });
    format!("\n## {name}\n\n| tool | effect | {column} | what it does |\n|---|---|---|---|\n")
        + &rows.collect::<String>()
}

pub(crate) fn listed(scopes: &[Scope]) -> String {
    let scopes = scopes.iter().map(|scope| format!("`{}` ({})", scope.as_str(), scope.label()));
    scopes.collect::<Vec<_>>().join(", ")
}

pub(crate) fn first_paragraph(description: &str) -> String {
    description.split("\n\n").next().unwrap().replace('\n', " ")
}
