//! One thing that is wrong with the arguments of a call.

use std::fmt::{self, Display};

use serde::Serialize;

use crate::wire::excerpt::{NAME, ends};

/// One thing that is wrong with a tool's arguments.
///
/// As text: `limit: expected an integer from 1 to 100, got the string "many"`. As JSON the same in fields; what is
/// absent is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fault {
    /// Where: `limit`, `tags[2]`, `customFields.birthday`; `arguments` for the whole.
    pub path: String,
    /// What was wanted, in words: `an integer from 1 to 100`, `one of asc, desc`.
    pub expected: String,
    /// What came, by its type and how it begins; absent if nothing came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub got: Option<String>,
    /// The word that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl Fault {
    /// What was wanted at this place, and what came.
    pub fn new(path: impl Display, expected: impl Display, got: impl Display) -> Self {
        Self { got: Some(got.to_string()), ..Self::missing(path, expected) }
    }

    /// What was wanted at this place, where nothing came.
    pub fn missing(path: impl Display, expected: impl Display) -> Self {
        Self {
            path: ends(&path.to_string(), NAME).into_owned(),
            expected: expected.to_string(),
            got: None,
            suggestion: None,
        }
    }
}

impl Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let got = self.got.as_deref().unwrap_or("nothing");
        write!(formatter, "{}: expected {}, got {got}", self.path, self.expected)?;
        match &self.suggestion {
            Some(suggestion) => write!(formatter, " (did you mean {suggestion}?)"),
            None => Ok(()),
        }
    }
}
