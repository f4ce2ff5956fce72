//! What is wrong with a tool's arguments, so that a model can put it right.

use std::fmt::{self, Display};

use serde::Serialize;

use crate::{
    ToolError,
    excerpt::{NAME, ends},
    schema::Path,
};

/// One thing that is wrong with a tool's arguments.
///
/// As text: `limit: expected an integer from 1 to 100, got the string "many"`. As JSON the same in fields; what is
/// absent is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    pub(super) fn new(path: impl Display, expected: impl Display, got: impl Display) -> Self {
        Self { got: Some(got.to_string()), ..Self::missing(path, expected) }
    }

    pub(super) fn missing(path: impl Display, expected: impl Display) -> Self {
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

/// The faults found so far: a few of them in words, all by their number.
#[derive(Debug)]
pub(super) struct Faults {
    pub(super) listed: Vec<Fault>,
    pub(super) count: usize,
    most: usize,
    /// The length of those in words.
    length: usize,
}

/// The faults in words have about so many bytes together.
const LONGEST: usize = 2000;

impl Faults {
    /// As many in words as a model can use; more would let an answer grow with a hostile question.
    pub(super) fn listed() -> Self {
        Self { listed: Vec::new(), count: 0, most: 20, length: 0 }
    }

    fn list(&mut self, fault: Fault) {
        self.length += fault.to_string().len();
        self.listed.push(fault);
    }

    /// Adds what ended the search for faults: it is told, whatever else is.
    pub(super) fn end_with(&mut self, last: Fault) {
        self.count += 1;
        self.listed.truncate(self.most.saturating_sub(1));
        self.listed.push(last);
    }

    /// None in words.
    pub(super) fn counted() -> Self {
        Self { most: 0, ..Self::listed() }
    }

    pub(super) fn have_room(&self) -> bool {
        self.listed.len() < self.most && self.length < LONGEST
    }

    pub(super) fn add(&mut self, fault: impl FnOnce() -> Fault) {
        self.count += 1;
        if self.have_room() {
            self.list(fault());
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        self.count += other.count;
        for fault in other.listed {
            if self.have_room() {
                self.list(fault);
            }
        }
    }

    /// The error that tells them.
    pub(super) fn into_error(self) -> ToolError {
        let further = self.count - self.listed.len();
        let error = ToolError::invalid_arguments(self.listed);
        match further {
            0 => error,
            _ => error.next(format!("correct these and {further} more faults, and call again")),
        }
    }

    /// Whether a part of the value is at fault, rather than the value at `path` as a whole.
    pub(super) fn are_within(&self, path: &Path<'_>) -> bool {
        let path = path.to_string();
        self.listed.iter().any(|fault| fault.path != path)
    }
}
