//! The questions of a stateless call: those answered in earlier rounds, and those it has yet to ask.
//!
//! A stateless server cannot wait for an answer. It ends the round with its questions and a sealed note of the answers
//! so far, and the client sends the request again, with new answers and the note.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::ClientRequest;
use crate::lock::lock;

/// What a sealed note says.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Note {
    /// The answers of all rounds before, by their questions' keys.
    answers: Answers,
    /// What the last round asked.
    asked: BTreeSet<String>,
}

/// The questions of one call.
#[derive(Debug, Default)]
pub(crate) struct Rounds {
    answers: Answers,
    /// What the client brought along before anything was asked.
    unasked: Answers,
    open: Mutex<Open>,
}

/// Answers by the keys of their questions, as the client gave them.
pub(crate) type Answers = BTreeMap<String, Box<RawValue>>;

/// What this round cannot go on without.
#[derive(Debug, Default)]
struct Open {
    questions: Vec<(String, ClientRequest)>,
    missing: BTreeSet<&'static str>,
}

/// Why a round ended before the tool did.
#[derive(Debug)]
pub(crate) enum Interruption {
    /// The client must answer these, and send the note back.
    Asks(Vec<(String, ClientRequest)>, Note),
    /// The client lacks these capabilities.
    Lacks(BTreeSet<&'static str>),
}

impl Rounds {
    /// Before anything was asked, though answers may have come.
    pub(crate) fn first(unasked: Answers) -> Self {
        Self { unasked, ..Self::default() }
    }

    /// After a note, and the answers that came with it. Only what was asked is an answer.
    pub(crate) fn after(note: Note, mut responses: Answers) -> Self {
        let Note { mut answers, asked } = note;
        responses.retain(|key, _| asked.contains(key));
        answers.append(&mut responses);
        Self { answers, ..Self::default() }
    }

    /// The answer to a question that was put.
    pub(super) fn answer(&self, key: &str) -> Option<&RawValue> {
        self.answers.get(key).map(AsRef::as_ref)
    }

    /// The answer that came without a question.
    pub(super) fn unasked_answer(&self, key: &str) -> Option<&RawValue> {
        self.unasked.get(key).map(AsRef::as_ref)
    }

    /// Has the round end with this question.
    pub(super) fn ask(&self, key: &str, request: ClientRequest) {
        let mut open = lock(&self.open);
        open.questions.retain(|(asked, _)| asked != key);
        open.questions.push((key.to_owned(), request));
    }

    /// Has the round end because the client lacks this capability.
    pub(super) fn lack(&self, capability: &'static str) {
        lock(&self.open).missing.insert(capability);
    }

    /// Why the round must end, if it must.
    pub(crate) fn interruption(&self) -> Option<Interruption> {
        let Open { questions, missing } = std::mem::take(&mut *lock(&self.open));
        if !missing.is_empty() {
            return Some(Interruption::Lacks(missing));
        }
        if questions.is_empty() {
            return None;
        }
        let asked = questions.iter().map(|(key, _)| key.clone()).collect();
        // An answer that did not do is asked for again.
        let answers = self.answers.iter().filter(|(key, _)| !questions.iter().any(|(asked, _)| asked == *key));
        let answers = answers.map(|(key, answer)| (key.clone(), answer.clone())).collect();
        Some(Interruption::Asks(questions, Note { answers, asked }))
    }
}
