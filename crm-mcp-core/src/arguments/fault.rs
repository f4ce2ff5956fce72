//! What is wrong with a tool's arguments, so that a model can put it right.

use std::fmt;

use serde::Serialize;

use crate::schema::Path;

/// One thing that is wrong with a tool's arguments.
///
/// As text: ``limit: expected an integer from 1 to 100, got the string "many"``. As JSON the same in fields; what is
/// absent is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where: `limit`, `tags[2]`, `customFields.birthday`; `arguments` for the whole.
    pub path: String,
    /// What was wanted, in words: `an integer from 1 to 100`, `one of asc, desc`.
    pub expected: String,
    /// What came, by its kind and how it begins; absent if nothing came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub got: Option<String>,
    /// The name that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let got = self.got.as_deref().unwrap_or("nothing");
        write!(formatter, "{}: expected {}, got {got}", self.path, self.expected)?;
        match &self.suggestion {
            Some(suggestion) => write!(formatter, " (did you mean {suggestion}?)"),
            None => Ok(()),
        }
    }
}

/// The faults found so far. Beyond a number that a model can use they are only counted, lest an answer grow with a
/// hostile question.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) listed: Vec<Fault>,
    pub(super) further: usize,
}

impl Faults {
    const MOST: usize = 20;

    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    pub(super) fn count(&self) -> usize {
        self.listed.len() + self.further
    }

    pub(super) fn are_all_at(&self, path: &Path<'_>) -> bool {
        let path = path.to_string();
        self.listed.iter().all(|fault| fault.path == path)
    }

    pub(super) fn add(&mut self, fault: impl FnOnce() -> Fault) {
        if self.listed.len() < Self::MOST {
            self.listed.push(fault());
        } else {
            self.further += 1;
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        for fault in other.listed {
            self.add(|| fault);
        }
        self.further += other.further;
    }

    pub(super) fn at(path: &Path<'_>, expected: impl fmt::Display, got: Option<String>) -> Fault {
        Fault { path: path.to_string(), expected: expected.to_string(), got, suggestion: None }
    }
}
