//! Why a search is refused.

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
