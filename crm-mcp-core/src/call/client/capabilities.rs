//! What clients can do for a server, and how it is asked of them.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::wire::{Revision, no_items};

/// What a client says it can do for a server. Each is asked for by a [`ClientRequest`](crate::ClientRequest).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ClientCapabilities {
    /// To show its user a form (`elicitation`).
    pub forms: bool,
    /// To have its model write something (`sampling`; deprecated in revision 2026-07-28).
    pub sampling: bool,
    /// To name the directories it works in (`roots`; deprecated in revision 2026-07-28).
    pub roots: bool,
}

impl ClientCapabilities {
    /// A client that can do nothing for a server.
    pub const NONE: Self = Self { forms: false, sampling: false, roots: false };

    /// A client that can show its user a form.
    pub const FORMS: Self = Self { forms: true, ..Self::NONE };

    /// A client that can have its model write something.
    pub const SAMPLING: Self = Self { sampling: true, ..Self::NONE };

    /// A client that can name its directories.
    pub const ROOTS: Self = Self { roots: true, ..Self::NONE };

    /// A client that can do the things of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            forms: self.forms || other.forms,
            sampling: self.sampling || other.sampling,
            roots: self.roots || other.roots,
        }
    }

    /// The names of the needed capabilities that are not among these.
    pub(crate) fn lacking(self, needed: Self) -> impl Iterator<Item = &'static str> {
        let lacks = [
            ("elicitation", needed.forms && !self.forms),
            ("sampling", needed.sampling && !self.sampling),
            ("roots", needed.roots && !self.roots),
        ];
        lacks.into_iter().filter_map(|(name, is_lacking)| is_lacking.then_some(name))
    }

    /// Reads the `capabilities` of a client; what cannot be read counts as not there.
    pub(crate) fn read(json: Option<&str>) -> Self {
        #[derive(Default, Deserialize)]
        struct Capabilities {
            elicitation: Option<Ways>,
            sampling: Option<Ways>,
            roots: Option<Ways>,
        }
        // Most clients that call tools have none.
        let Some(json) = json.filter(|json| *json != "{}") else { return Self::default() };
        let Capabilities { elicitation, sampling, roots } = serde_json::from_str(json).unwrap_or_default();
        Self {
            // An empty object is the form as well, from before there was a second way.
            forms: elicitation.is_some_and(|ways| ways.are_unsaid || ways.include_form),
            sampling: sampling.is_some(),
            roots: roots.is_some(),
        }
    }

    /// Those of them that a revision has.
    pub(crate) fn known_in(self, revision: Revision) -> Self {
        Self { forms: self.forms && revision >= Revision::V2025_06_18, ..self }
    }
}

/// The ways in which a client has a capability: the names in an object, or `[]` for none.
struct Ways {
    are_unsaid: bool,
    include_form: bool,
}

impl<'de> Deserialize<'de> for Ways {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WaysVisitor;

        impl<'de> Visitor<'de> for WaysVisitor {
            type Value = Ways;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Ways, A::Error> {
                let mut ways = Ways { are_unsaid: true, include_form: false };
                while let Some((name, IgnoredAny)) = members.next_entry::<String, _>()? {
                    ways = Ways { are_unsaid: false, include_form: ways.include_form || name == "form" };
                }
                Ok(ways)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Ways, A::Error> {
                no_items(items).map(|()| Ways { are_unsaid: true, include_form: false })
            }
        }

        deserializer.deserialize_any(WaysVisitor)
    }
}
