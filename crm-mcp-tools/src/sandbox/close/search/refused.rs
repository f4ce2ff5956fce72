//! Why a search is refused.

use crate::sandbox::kit::object::Object;

/// A search that cannot be made: where it is wrong, and what about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadSearch {
    /// The way to the property: `query.queries.1.condition`.
    pub(crate) at: String,
    pub(crate) message: String,
}

impl BadSearch {
    pub(crate) fn new(at: &str, message: impl Into<String>) -> Self {
        Self { at: at.to_owned(), message: message.into() }
    }
}

/// Refuses properties that are neither known nor those of every part.
pub(crate) fn only(object: &Object, known: &[&str], at: &str) -> Result<(), BadSearch> {
    let is_known = |name: &str| name == "type" || name == "negate" || known.contains(&name);
    match object.keys().find(|name| !is_known(name)) {
        Some(name) => Err(BadSearch::new(at, format!("unknown property: {name}"))),
        None => Ok(()),
    }
}
