//! The questions of a stateless call: those answered in earlier rounds, and those it has yet to ask.
//!
//! A stateless server cannot wait for an answer. It ends the round with its questions and a sealed note of the answers
//! so far, and the client sends the request again, with new answers and the note.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};
use sha2::{Digest, Sha256};

use crate::call::ClientRequest;
use crate::{call::lock::lock, wire::RpcError};

/// What a sealed note says.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Note {
    /// The answers of all rounds before, by the digests of their questions: an answer is to what was shown.
    answers: Answers,
    /// The digests of what the last round asked, by the keys under which the answers come.
    asked: BTreeMap<String, String>,
}

/// The questions of one call.
#[derive(Debug, Default)]
pub(crate) struct Rounds {
    answers: Answers,
    /// What the client brought along before anything was asked.
    unasked: Answers,
    /// Whether a repetition would change something twice.
    cannot_be_repeated: AtomicBool,
    /// None as long as the round can go on. Boxed, because that is what most rounds do.
    open: Mutex<Option<Box<OpenRound>>>,
}

/// Answers by the keys of their questions, as the client gave them.
pub(crate) type Answers = BTreeMap<String, Box<RawValue>>;

/// What this round cannot go on without.
#[derive(Debug, Default)]
struct OpenRound {
    questions: Vec<(String, ClientRequest)>,
    missing: BTreeSet<&'static str>,
    refusal: Option<RpcError>,
    /// What the log calls the end of the round, if it ended before the tool did.
    interrupted_as: Option<&'static str>,
}

/// Why a round ended before the tool did.
#[derive(Debug)]
pub(crate) enum Interruption {
    /// The client must answer these, and send the note back.
    Asks(Vec<(String, ClientRequest)>, Note),
    /// The client lacks these capabilities.
    Lacks(BTreeSet<&'static str>),
    /// The request is refused.
    Refused(RpcError),
}

impl Rounds {
    /// Before anything was asked, though answers may have come.
    #[inline]
    pub(crate) fn first(unasked: Answers) -> Self {
        Self { unasked, ..Self::default() }
    }

    /// After a note, and the answers that came with it. Only what was asked is an answer.
    pub(crate) fn after(note: Note, mut responses: Answers) -> Self {
        let Note { mut answers, asked } = note;
        answers.extend(asked.into_iter().filter_map(|(key, question)| Some((question, responses.remove(&key)?))));
        Self { answers, ..Self::default() }
    }

    /// The answer to this very question, if it was put.
    pub(in crate::call) fn answer(&self, key: &str, request: &ClientRequest) -> Option<&RawValue> {
        // Most calls ask nothing, and those that do are mostly in their first round.
        let asked_before = !self.answers.is_empty();
        asked_before.then(|| self.answers.get(&digest(key, request)))?.map(AsRef::as_ref)
    }

    /// The answer that came without a question.
    pub(in crate::call) fn unasked_answer(&self, key: &str) -> Option<&RawValue> {
        self.unasked.get(key).map(AsRef::as_ref)
    }

    /// Nothing can be asked any more: the client would send the request again, and a change would be made twice.
    pub(in crate::call) fn cannot_be_repeated(&self) {
        self.cannot_be_repeated.store(true, Ordering::Relaxed);
    }

    /// Whether the round may end with a question.
    pub(in crate::call) fn can_be_repeated(&self) -> bool {
        !self.cannot_be_repeated.load(Ordering::Relaxed)
    }

    /// Has the round end with this question.
    pub(in crate::call) fn ask(&self, key: &str, request: ClientRequest) {
        let mut open = lock(&self.open);
        let questions = &mut open.get_or_insert_default().questions;
        questions.retain(|(asked, _)| asked != key);
        questions.push((key.to_owned(), request));
    }

    /// Has the round end because the client lacks this capability.
    pub(in crate::call) fn lack(&self, capability: &'static str) {
        lock(&self.open).get_or_insert_default().missing.insert(capability);
    }

    /// What the log calls the end of the round, if it ended before the tool did.
    pub(crate) fn interrupted_as(&self) -> Option<&'static str> {
        lock(&self.open).as_ref()?.interrupted_as
    }

    /// Has the round end because the request is refused.
    pub(in crate::call) fn refuse(&self, why: RpcError) {
        lock(&self.open).get_or_insert_default().refusal = Some(why);
    }

    /// Why the round must end, if it must.
    pub(crate) fn interruption(&self) -> Option<Interruption> {
        let mut guard = lock(&self.open);
        let open = guard.as_deref_mut()?;
        let OpenRound { questions, missing, refusal, .. } = std::mem::take(open);
        open.interrupted_as = match (&refusal, missing.is_empty(), questions.is_empty()) {
            (Some(_), ..) => Some("refused"),
            (None, false, _) => Some("unable"),
            (None, true, false) => Some("asked"),
            (None, true, true) => None,
        };
        drop(guard);
        if let Some(why) = refusal {
            return Some(Interruption::Refused(why));
        }
        if !missing.is_empty() {
            return Some(Interruption::Lacks(missing));
        }
        if questions.is_empty() {
            return None;
        }
        let asked: BTreeMap<_, _> =
            questions.iter().map(|(key, request)| (key.clone(), digest(key, request))).collect();
        // An answer that did not do is asked for again.
        let is_kept = |question: &String| !asked.values().any(|asked| asked == question);
        let answers = self.answers.iter().filter(|(question, _)| is_kept(question));
        let answers = answers.map(|(question, answer)| (question.clone(), answer.clone())).collect();
        Some(Interruption::Asks(questions, Note { answers, asked }))
    }
}

/// What tells a question from every other.
fn digest(key: &str, request: &ClientRequest) -> String {
    let question = json!([key, request.method(), request.params()]).to_string();
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(question))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use serde_json::{json, value::to_raw_value};

    use super::{Answers, Interruption, Rounds};
    use crate::call::ClientRequest;

    fn question(message: &str) -> ClientRequest {
        ClientRequest::Form { message: message.to_owned(), schema: json!({}) }
    }

    /// The next round, after these questions were answered.
    fn answered(rounds: &Rounds, key: &str) -> Rounds {
        let Some(Interruption::Asks(_, note)) = rounds.interruption() else { panic!("no question") };
        Rounds::after(note, Answers::from([(key.to_owned(), to_raw_value(&json!({ "action": "accept" })).unwrap())]))
    }

    #[test]
    fn an_answer_is_to_what_was_shown() {
        let first = Rounds::default();
        first.ask("confirm", question("Delete 1 contact?"));
        let second = answered(&first, "confirm");
        assert!(second.answer("confirm", &question("Delete 1 contact?")).is_some());
        assert!(second.answer("confirm", &question("Delete 1000 contacts?")).is_none());
        assert!(second.answer("sure", &question("Delete 1 contact?")).is_none());

        second.ask("confirm", question("Delete 1000 contacts?"));
        let third = answered(&second, "confirm");
        for message in ["Delete 1 contact?", "Delete 1000 contacts?"] {
            assert!(third.answer("confirm", &question(message)).is_some(), "{message}");
        }
    }

    #[test]
    fn an_answer_that_did_not_do_is_forgotten() {
        let first = Rounds::default();
        first.ask("name", question("Your name?"));
        let second = answered(&first, "name");
        second.ask("name", question("Your name?"));
        let third = answered(&second, "another");
        assert!(third.answer("name", &question("Your name?")).is_none());
    }
}
