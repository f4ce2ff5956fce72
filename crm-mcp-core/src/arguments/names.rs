//! What a name among a call's arguments stands for.

use crate::schema::ObjectSchema;

/// The names that are taken at the root of a call's arguments beside those of its fields.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    /// What may stand before a name. It is tried in this order, where the name as such is not known.
    pub(crate) prefixes: &'a [&'a str],
    /// The value of the argument of a name, where the call's context has decided it.
    pub(crate) bound: &'a dyn Fn(&str) -> Option<&'a str>,
    /// The names that are passed over where nothing else has them.
    pub(crate) ignored: Ignored,
}

/// Names that are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ignored {
    None,
    /// Those of [`OF_CLIENTS`].
    OfClients,
    All,
}

/// The arguments that client programs add to every call of a tool, whatever its schema says: n8n its own ids and the
/// text of its chat, Cline the list of what is left to do. The model cannot leave them out.
const OF_CLIENTS: [&str; 6] = ["action", "chatInput", "sessionId", "task_progress", "tool", "toolCallId"];

pub(super) enum Meaning<'a> {
    /// A property, by its place in the object.
    Property(usize),
    /// What the context has decided, by its value.
    Bound(&'a str),
}

impl<'a> Names<'a> {
    /// The names of the fields only.
    pub(crate) const NONE: Self = Self { prefixes: &[], bound: &|_| None, ignored: Ignored::None };

    pub(super) fn meaning(&self, object: &ObjectSchema, name: &str) -> Option<Meaning<'a>> {
        let known = |name: &str| {
            let property = object.place(name).map(Meaning::Property);
            property.or_else(|| (self.bound)(name).map(Meaning::Bound))
        };
        known(name).or_else(|| self.prefixes.iter().find_map(|prefix| known(name.strip_prefix(prefix)?)))
    }

    /// Whether a name that means nothing is passed over.
    pub(super) fn ignore(&self, name: &str) -> bool {
        match self.ignored {
            Ignored::None => false,
            Ignored::OfClients => OF_CLIENTS.contains(&name),
            Ignored::All => true,
        }
    }
}
