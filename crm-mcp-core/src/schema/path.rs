//! A place in a JSON value or in its schema.

use std::fmt;

use crate::wire::excerpt;

/// A place, as a list that grows on the stack while a check descends. It costs nothing until it is displayed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The whole, by the name it has in messages.
    Root(&'a str),
    Field(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
    /// Every item of an array.
    Items(&'a Path<'a>),
    /// Every value of a map.
    Values(&'a Path<'a>),
}

impl Path<'_> {
    /// The name of the whole.
    pub(super) fn root(&self) -> &str {
        match self {
            Self::Root(name) => name,
            Self::Field(parent, _) | Self::Item(parent, _) | Self::Items(parent) | Self::Values(parent) => {
                parent.root()
            }
        }
    }
}

/// `limit`, `tags[2]`, `customFields.birthday`, `customFields["date of birth"]`; the root by its name.
impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(parent, name) if !is_plain(name) => write!(formatter, "{parent}[{:?}]", excerpt(name)),
            Self::Root(name) | Self::Field(Path::Root(_), name) => formatter.write_str(name),
            Self::Field(parent, name) => write!(formatter, "{parent}.{name}"),
            Self::Item(parent, index) => write!(formatter, "{parent}[{index}]"),
            Self::Items(parent) => write!(formatter, "{parent}[]"),
            Self::Values(parent) => write!(formatter, "{parent}.*"),
        }
    }
}

/// A longer name is shown as an excerpt.
const LONGEST: usize = 40;

fn is_plain(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '$'))
}
