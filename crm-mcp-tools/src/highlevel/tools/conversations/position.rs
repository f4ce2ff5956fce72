//! Where a page of conversations begins: HighLevel's only cursor is the date of the last message, and several
//! conversations may have the same.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{page::Rows, value::moment::Milliseconds},
    highlevel::records::Conversation,
};

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum Sort {
    Asc,
    #[default]
    Desc,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, String)", into = "(i64, String)")]
pub struct ConversationPosition {
    /// What HighLevel is told: it gives what comes after this date.
    pub(super) after: i64,
    /// The ends of the ids of those that it gives and that were answered already.
    known: Vec<String>,
}

/// In a cursor: a model pays for every byte of it.
impl From<ConversationPosition> for (i64, String) {
    fn from(position: ConversationPosition) -> Self {
        (position.after, position.known.join(" "))
    }
}

impl From<(i64, String)> for ConversationPosition {
    fn from((after, known): (i64, String)) -> Self {
        Self { after, known: known.split_whitespace().map(str::to_owned).collect() }
    }
}

impl ConversationPosition {
    /// After all conversations with this date.
    pub(super) fn after(after: i64) -> Self {
        Self { after, known: Vec::new() }
    }

    /// How many conversations that come after the position were answered already, at most.
    pub(super) fn answered(&self) -> usize {
        self.known.len()
    }

    /// Whether the conversation was answered already.
    pub(super) fn knows(&self, conversation: &Conversation) -> bool {
        self.known.iter().any(|known| known == end_of(&conversation.id))
    }

    /// Goes on after these rows: a millisecond before the last date, so that none with the same date is missed.
    pub(super) fn beyond(rows: &Rows<Conversation>, at: Option<&Self>, sort: Sort) -> Option<Self> {
        let last = rows.iter().rev().find_map(|row| date_of(row));
        let after = match (last, sort) {
            (Some(last), Sort::Desc) => last.saturating_add(1),
            (Some(last), Sort::Asc) => last.saturating_sub(1),
            (None, _) => at?.after,
        };
        let before = at.filter(|at| at.after == after).map(|at| at.known.clone());
        let answered = rows.iter().skip_while(|row| date_of(row) != last).map(|row| end_of(&row.id).to_owned());
        Some(Self { after, known: before.into_iter().flatten().chain(answered).collect() })
    }
}

/// Enough of an id to tell it from the few others with the same date.
fn end_of(id: &str) -> &str {
    const ENOUGH: usize = 5;
    id.char_indices().nth_back(ENOUGH - 1).map_or(id, |(start, _)| &id[start..])
}

fn date_of(row: &Conversation) -> Option<i64> {
    Milliseconds::of_record(row.last_message_date.as_deref()?).map(Milliseconds::since_1970)
}
