//! The words that each attribute knows.

use crate::kind::Kind;

/// Words of which only one is said.
#[derive(PartialEq, Eq)]
pub(super) struct Group {
    pub(super) words: &'static [&'static str],
    pub(super) usage: &'static str,
}

/// The words of an attribute.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary {
    /// What messages call the annotated item.
    pub(super) noun: &'static str,
    pub(super) groups: &'static [&'static Group],
}

pub(super) const EFFECT: Group = Group {
    words: &["read", "create", "update", "delete", "send"],
    usage: "`read`, `create`, `update`, `delete` or `send`",
};
pub(super) const ACCESS: Group =
    Group { words: &["scope", "scopes", "public"], usage: "`scope = SCOPE`, `scopes = [SCOPE, …]` or `public`" };
pub(super) const IDEMPOTENT: Group = Group { words: &["idempotent"], usage: "`idempotent`" };
pub(super) const OPEN_WORLD: Group = Group { words: &["open_world"], usage: "`open_world`" };
pub(super) const NAME: Group = Group { words: &["name"], usage: "`name = \"…\"`" };
pub(super) const TITLE: Group = Group { words: &["title"], usage: "`title = \"…\"`" };
pub(super) const URI: Group = Group { words: &["uri"], usage: "`uri = \"…\"`" };
pub(super) const MIME_TYPE: Group = Group { words: &["mime_type"], usage: "`mime_type = \"…\"`" };
pub(super) const COMPLETE: Group = Group { words: &["complete"], usage: "`complete(argument = function, …)`" };
pub(super) const CRATE: Group = Group { words: &["crate"], usage: "`crate = path::to::crm_mcp_core`" };
pub(super) const ROW: Group = Group { words: &["row"], usage: "`row = function`" };
pub(super) const CRATE_OF_RECORDS: Group = Group { words: &["crate"], usage: "`crate = path::to::crm_mcp_tools`" };
pub(super) const READING: Group = Group {
    words: &["id", "needed", "time", "day", "addresses"],
    usage: "`id`, `needed`, `time`, `day` or `addresses`",
};

impl Vocabulary {
    /// The words in `#[record(…)]` on a struct.
    pub(crate) const RECORD: Self = Self { noun: "record", groups: &[&ROW, &CRATE_OF_RECORDS] };
    /// The words in `#[record(…)]` on a field of it.
    pub(crate) const FIELD: Self = Self { noun: "field", groups: &[&READING] };

    /// The words of an attribute on a function.
    pub(crate) fn of(kind: Kind) -> Self {
        let groups: &[&Group] = match kind {
            Kind::Tool => &[&EFFECT, &ACCESS, &IDEMPOTENT, &OPEN_WORLD, &NAME, &TITLE, &CRATE],
            Kind::Prompt => &[&ACCESS, &NAME, &TITLE, &COMPLETE, &CRATE],
            Kind::Resource => &[&URI, &ACCESS, &NAME, &TITLE, &MIME_TYPE, &COMPLETE, &CRATE],
        };
        Self { noun: kind.noun(), groups }
    }

    /// What is written in the parentheses of the attribute, in words.
    pub(super) fn usage(self) -> String {
        self.groups.iter().map(|group| group.usage).collect::<Vec<_>>().join("; ")
    }
}
