//! Why MCP clients would not accept the schema of a Rust type.

use super::path::Path;

/// A type whose JSON Schema some MCP clients refuse, with all the tools of its server.
///
/// The text says which part of the type is wrong, what is wrong with it, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}; {advice}")]
pub struct SchemaError {
    place: String,
    problem: String,
    advice: &'static str,
}

impl SchemaError {
    pub(crate) fn new(path: &Path<'_>, problem: impl Into<String>, advice: &'static str) -> Self {
        let place = match path {
            Path::Root(whole) => (*whole).to_owned(),
            _ => format!("{path} of the {}", path.root()),
        };
        Self { place, problem: problem.into(), advice }
    }
}
