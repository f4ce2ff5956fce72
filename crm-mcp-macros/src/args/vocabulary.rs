//! The words that each attribute knows.

use crate::kind::Kind;

/// Words of which only one is said.
#[derive(PartialEq, Eq)]
pub(super) struct Group {
    pub(super) words: &'static [&'static str],
    pub(super) usage: &'static str,
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

/// The words of an attribute.
pub(super) fn groups(kind: Kind) -> &'static [&'static Group] {
    match kind {
        Kind::Tool => &[&EFFECT, &ACCESS, &IDEMPOTENT, &OPEN_WORLD, &NAME, &TITLE, &CRATE],
        Kind::Prompt => &[&ACCESS, &NAME, &TITLE, &COMPLETE, &CRATE],
        Kind::Resource => &[&URI, &ACCESS, &NAME, &TITLE, &MIME_TYPE, &COMPLETE, &CRATE],
    }
}

/// What is written in the parentheses of an attribute, in words.
pub(super) fn usage(kind: Kind) -> String {
    groups(kind).iter().map(|group| group.usage).collect::<Vec<_>>().join("; ")
}
