//! What the attributes differ in.

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
}
