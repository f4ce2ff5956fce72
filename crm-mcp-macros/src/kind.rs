//! What the attributes differ in.

use crate::args::{ACCESS, COMPLETE, EFFECT, Group, IDEMPOTENT, MIME_TYPE, NAME, OPEN_WORLD, TITLE, URI};

/// What an annotated function becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Tool,
    Prompt,
    Resource,
}

impl Kind {
    /// What messages call it; and the constructor that the list macros look up.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Prompt => "prompt",
            Self::Resource => "resource",
        }
    }

    /// Its type in `crm-mcp-core`.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Tool => "Tool",
            Self::Prompt => "Prompt",
            Self::Resource => "Resource",
        }
    }

    /// Who chooses it by its description.
    pub(crate) fn reader(self) -> &'static str {
        match self {
            Self::Tool => "the model reads",
            Self::Prompt => "people read",
            Self::Resource => "people and models read",
        }
    }

    /// What its function returns.
    pub(crate) fn output(self) -> &'static str {
        match self {
            Self::Tool => "a record",
            Self::Resource => "a record, text or bytes",
            Self::Prompt => "messages",
        }
    }

    /// The words that its attribute knows.
    pub(crate) fn groups(self) -> &'static [&'static Group] {
        match self {
            Self::Tool => &[&EFFECT, &ACCESS, &IDEMPOTENT, &OPEN_WORLD, &NAME, &TITLE],
            Self::Prompt => &[&ACCESS, &NAME, &TITLE, &COMPLETE],
            Self::Resource => &[&URI, &ACCESS, &NAME, &TITLE, &MIME_TYPE, &COMPLETE],
        }
    }

    /// What is written in the parentheses, in words.
    pub(crate) fn vocabulary(self) -> String {
        self.groups().iter().map(|group| group.usage).collect::<Vec<_>>().join("; ")
    }
}
