//! All that is wrong with the arguments of a call, so that a model can correct it.

use crate::{
    schema::Path,
    wire::{Fault, ToolError},
};

/// The faults found so far: all of them are counted, the first ones are listed.
#[derive(Debug)]
pub(super) struct Faults {
    pub(super) listed: Vec<Fault>,
    pub(super) count: usize,
    most: usize,
    /// How many bytes the listed ones have as text.
    length: usize,
}

/// About so many bytes of text are listed.
const LONGEST: usize = 2000;

impl Faults {
    /// Lists as many as a model can use. More would let an answer grow with a hostile question.
    pub(super) fn listed() -> Self {
        Self { listed: Vec::new(), count: 0, most: 20, length: 0 }
    }

    fn list(&mut self, fault: Fault) {
        self.length += fault.to_string().len();
        self.listed.push(fault);
    }

    /// Adds the fault that ended the check. It is listed in any case.
    pub(super) fn end_with(&mut self, last: Fault) {
        self.count += 1;
        self.listed.truncate(self.most.saturating_sub(1));
        self.listed.push(last);
    }

    /// Lists none.
    pub(super) fn counted() -> Self {
        Self { most: 0, ..Self::listed() }
    }

    /// Whether another fault would be listed.
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

    /// The error that tells the faults.
    pub(super) fn into_error(self) -> ToolError {
        let further = self.count - self.listed.len();
        let error = ToolError::invalid_arguments(self.listed);
        match further {
            0 => error,
            _ => error.with_next_step(format!("correct these and {further} more faults, and call again")),
        }
    }

    /// Whether a part of the value is at fault, rather than the value at `path` as a whole.
    pub(super) fn are_within(&self, path: &Path<'_>) -> bool {
        let path = path.to_string();
        self.listed.iter().any(|fault| fault.path != path)
    }
}
