//! After a create of which nobody knows whether it was carried out: what a look has shown, and what the model is told.

use crm_mcp_core::{ErrorCode, ToolError};
use time::UtcDateTime;

use crate::crm::{refusal::details::DONE, value::moment::Milliseconds};

/// How far the vendor's clock may be behind ours, in milliseconds.
const TOLERANCE: i64 = 10_000;

/// A record that may be the one that was to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) id: String,
    /// When it was made, as the vendor writes it, with an offset.
    pub(crate) made_at: Option<String>,
}

/// What a look has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Looked {
    /// A record that has what was sent. It may have been there before.
    Found(Candidate),
    /// A record that was made since, and has something else where the vendor may have rewritten what was sent.
    Similar(Candidate),
    /// There is no such record.
    Nothing,
    /// There was nothing to look by, or not all could be looked at.
    Nowhere,
}

impl From<Option<Candidate>> for Looked {
    fn from(candidate: Option<Candidate>) -> Self {
        candidate.map_or(Self::Nothing, Self::Found)
    }
}

/// How the error tells of a record.
#[derive(Debug)]
pub(crate) struct LostWords {
    pub(crate) name: &'static str,
    /// What it has in common with the one that was to be made.
    pub(crate) mark: &'static str,
    /// The detail with its id.
    pub(crate) detail: &'static str,
    /// The tool that reads one.
    pub(crate) reader: &'static str,
    /// The tools to look again with.
    pub(crate) again: &'static str,
    /// What to do with the one that is there.
    pub(crate) then: &'static str,
}

impl Candidate {
    /// When it was made, in milliseconds since 1970.
    pub(crate) fn made(&self) -> Option<i64> {
        Some(Milliseconds::of_record(self.made_at.as_deref()?)?.since_1970())
    }

    /// Whether it was made after that time, as far as two clocks can tell.
    pub(crate) fn is_made_since(&self, sent: UtcDateTime) -> bool {
        let sent = sent.unix_timestamp_nanos() / 1_000_000;
        self.made().is_some_and(|made| i128::from(made + TOLERANCE) >= sent)
    }
}

/// The one that was made last.
pub(crate) fn latest(candidates: impl Iterator<Item = Candidate>) -> Option<Candidate> {
    candidates.max_by_key(Candidate::made)
}

impl LostWords {
    /// The error of a create that was sent at that time, with what a look has shown.
    pub(crate) fn told(&self, looked: Result<Looked, ToolError>, sent: UtcDateTime, error: ToolError) -> ToolError {
        let is_done = error.details().contains_key(DONE);
        match looked {
            Ok(Looked::Found(found)) => {
                let next = self.with(&found, sent, is_done);
                error.with_next_step(next).with_detail(self.detail, found.id)
            }
            Ok(Looked::Similar(similar)) => {
                let next = self.similar(&similar.id, is_done);
                error.with_next_step(next).with_detail(self.detail, similar.id)
            }
            Ok(Looked::Nothing) if !is_done => {
                let next = self.without(error.code());
                error.with_next_step(next)
            }
            // Now it is as unknown as before.
            Ok(Looked::Nothing | Looked::Nowhere) | Err(_) => error,
        }
    }

    /// What to do with the record that was found.
    fn with(&self, found: &Candidate, sent: UtcDateTime, is_done: bool) -> String {
        let (Self { name, mark, then, reader, .. }, id) = (self, &found.id);
        if found.is_made_since(sent) {
            return format!("do not create it again: {name} {id} is there with {mark}; go on with it{then}");
        }
        format!("{name} {id} has {mark}, and it may be the one; read it with {reader}{}", before_repeating(is_done))
    }

    /// What to do with a record that was made at that time.
    fn similar(&self, id: &str, is_done: bool) -> String {
        let Self { name, reader, .. } = self;
        let before = before_repeating(is_done);
        format!("{name} {id} was made at that moment, and it may be the one; read it with {reader}{before}")
    }

    /// What to do where there is no such record. A refusal is final; without an answer the vendor may still be at it.
    fn without(&self, code: ErrorCode) -> String {
        let Self { name, mark, again, .. } = self;
        if code == ErrorCode::InvalidArguments {
            return format!("no {name} with {mark} is there, so correct what is wrong and call again");
        }
        format!("no {name} with {mark} is there yet; look again in a minute with {again} before you repeat it")
    }
}

fn before_repeating(is_done: bool) -> &'static str {
    if is_done { ", and do not repeat it" } else { " before you repeat it" }
}
