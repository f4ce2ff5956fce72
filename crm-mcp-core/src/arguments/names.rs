//! What a name among a call's arguments means.

use crate::schema::ObjectSchema;

/// The names that are taken at the root of a call's arguments, besides those of the fields.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    /// What may stand before a name. They are tried in this order where the whole name is not known.
    pub(crate) prefixes: &'a [&'a str],
    /// The value of the argument with a name, if the call's context has decided it.
    pub(crate) bound: &'a dyn Fn(&str) -> Option<&'a str>,
    /// The names that are ignored if they mean nothing else.
    pub(crate) ignored: Ignored,
}

/// Which names are ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ignored {
    None,
    /// The names in [`OF_CLIENTS`].
    OfClients,
    All,
}

/// The arguments that client programs add to every call of a tool, whatever its schema says: n8n adds its own ids and the
/// text of its chat, Cline adds its list of tasks. The model cannot leave them out.
const OF_CLIENTS: [&str; 6] = ["action", "chatInput", "sessionId", "task_progress", "tool", "toolCallId"];

/// What a name means.
pub(super) enum Meaning<'a> {
    /// The property with this index.
    Property(usize),
    /// An argument that the context has decided, with its value.
    Bound(&'a str),
}

impl<'a> Names<'a> {
    /// Only the names of the fields are taken.
    pub(crate) const NONE: Self = Self { prefixes: &[], bound: &|_| None, ignored: Ignored::None };

    pub(super) fn meaning(&self, object: &ObjectSchema, name: &str) -> Option<Meaning<'a>> {
        let known = |name: &str| {
            let property = object.place(name).map(Meaning::Property);
            property.or_else(|| (self.bound)(name).map(Meaning::Bound))
        };
        known(name).or_else(|| self.prefixes.iter().find_map(|prefix| known(name.strip_prefix(prefix)?)))
    }

    /// Whether a name that means nothing is ignored.
    pub(super) fn ignore(&self, name: &str) -> bool {
        match self.ignored {
            Ignored::None => false,
            Ignored::OfClients => OF_CLIENTS.contains(&name),
            Ignored::All => true,
        }
    }
}
