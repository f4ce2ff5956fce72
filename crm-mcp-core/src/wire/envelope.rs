//! What a transport says about a message outside of the message.

use std::{borrow::Cow, fmt};

use super::Revision;

/// What a transport says about a message besides the message itself.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Envelope<'a> {
    /// Nothing: the message stands alone, as on stdio. One that names no revision speaks the assumed one: what the
    /// last handshake settled, or a default.
    #[non_exhaustive]
    Bare {
        /// The legacy revision to assume.
        assumed: Revision,
    },
    /// The transport repeats these fields of the message for those who route without reading it. They must agree
    /// with the message (specification 2026-07-28, `basic/transports/streamable-http`).
    #[non_exhaustive]
    Mirrored {
        /// The protocol revision.
        revision: Mirrored<'a>,
        /// The method.
        method: Mirrored<'a>,
        /// The name of what is asked for: a tool's, a prompt's, the URI of a resource.
        name: Mirrored<'a>,
        /// The arguments that the tool's schema wants repeated.
        arguments: &'a dyn MirroredArguments,
    },
}

impl<'a> Envelope<'a> {
    /// Of a message that stands alone, and speaks this legacy revision if it names none.
    pub fn bare(assumed: Revision) -> Self {
        Self::Bare { assumed }
    }

    /// Of a message whose transport repeats its revision, its method, the name of what it asks for (a tool, a prompt, the
    /// URI of a resource), and the arguments that a tool's schema wants repeated; `&()` repeats none.
    pub fn mirrored(
        revision: Mirrored<'a>,
        method: Mirrored<'a>,
        name: Mirrored<'a>,
        arguments: &'a dyn MirroredArguments,
    ) -> Self {
        Self::Mirrored { revision, method, name, arguments }
    }
}

impl Default for Envelope<'_> {
    fn default() -> Self {
        Self::Bare { assumed: Revision::LATEST_LEGACY }
    }
}

/// The arguments of a call as a transport repeats them. They are looked up only for tools that want it.
pub trait MirroredArguments: fmt::Debug + Sync {
    /// What is repeated under this name, whatever its case: `Region` of `Mcp-Param-Region`.
    fn argument(&self, name: &str) -> Mirrored<'_>;
}

/// None are repeated.
impl MirroredArguments for () {
    fn argument(&self, _: &str) -> Mirrored<'_> {
        Mirrored::Absent
    }
}

/// A field of a message as its transport repeats it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mirrored<'a> {
    /// It is not repeated.
    Absent,
    /// It is repeated once.
    Once(Cow<'a, str>),
    /// It is repeated more than once, always with this value; some proxies do that.
    Again(Cow<'a, str>),
    /// A legacy revision is repeated that may be left over from an earlier handshake: it stands for a message that
    /// claims no revision, and gives way to one that claims a stateless revision.
    LeftOver(Revision),
    /// What stands there is not one value in a form that can be read.
    Unreadable,
}

impl Mirrored<'_> {
    /// The same without a loan.
    pub(crate) fn into_owned(self) -> Mirrored<'static> {
        match self {
            Self::Absent => Mirrored::Absent,
            Self::Once(value) => Mirrored::Once(value.into_owned().into()),
            Self::Again(value) => Mirrored::Again(value.into_owned().into()),
            Self::LeftOver(revision) => Mirrored::LeftOver(revision),
            Self::Unreadable => Mirrored::Unreadable,
        }
    }

    /// The value, however often it stands there.
    pub(crate) fn value(&self) -> Option<&str> {
        match self {
            Self::Once(value) | Self::Again(value) => Some(value),
            Self::LeftOver(revision) => Some(revision.as_str()),
            Self::Absent | Self::Unreadable => None,
        }
    }

    /// Whether something stands there that is not `expected`, once.
    pub(crate) fn contradicts(&self, expected: &str) -> bool {
        match self {
            Self::Absent => false,
            Self::Once(value) => value != expected,
            Self::LeftOver(_) => !expected.parse().is_ok_and(Revision::is_stateless),
            Self::Again(_) | Self::Unreadable => true,
        }
    }
}
