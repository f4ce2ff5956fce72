//! What an operation is about, and how its id is found: the next step when there is no such record.

use super::said::Said;

/// A kind of record.
#[derive(Debug, PartialEq, Eq)]
pub struct Topic {
    pub(crate) name: &'static str,
    /// The beginning of the paths of operations on such a record.
    path: &'static str,
    /// How to find it.
    pub(crate) find: &'static str,
}

/// A kind of record, the beginning of the paths of operations on it, and how it is found.
pub const fn topic(name: &'static str, path: &'static str, find: &'static str) -> Topic {
    Topic { name, path, find }
}

impl Topic {
    /// What an operation with this path reads or makes. Of several topics that fit, the first one counts.
    pub(crate) fn at<'t>(topics: &'t [Self], path: &str) -> Option<&'t Self> {
        topics.iter().find(|topic| path.starts_with(topic.path))
    }

    /// What the operation with this path names by its id.
    pub(crate) fn named_at<'t>(topics: &'t [Self], path: &str) -> Option<&'t Self> {
        Self::at(topics, path).filter(|_| path.contains('{'))
    }

    /// What the vendor's words tell to be missing.
    pub(crate) fn missing<'t>(topics: &'t [Self], said: &Said) -> Option<&'t Self> {
        let is_missing = |topic: &&Self| {
            let name = topic.name;
            said.has(&format!("{name} not found")) || said.has(&format!("{name} with id * not found"))
        };
        topics.iter().find(is_missing)
    }
}
