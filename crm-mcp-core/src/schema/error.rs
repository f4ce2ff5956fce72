//! Why a Rust type makes no schema that MCP clients accept.

use super::path::Path;

/// A type whose JSON Schema some MCP clients refuse, with all the tools of its server.
///
/// The text says where in the type it is, what is wrong there, and what to write instead.
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
