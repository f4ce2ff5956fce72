//! Where a page of conversations begins: HighLevel's only cursor is the date of the last message, and several
//! conversations may have the same.

use serde::{Deserialize, Serialize};

use super::search::{Conversation, Sort};
use crate::highlevel::{Record, moment::Milliseconds};

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// What HighLevel is told: it gives what comes after this date.
    pub(super) after: i64,
    /// The ids of those that it gives and that were answered already.
    pub(super) known: Vec<String>,
}

impl Position {
    /// Goes on after these rows: a millisecond before the last date, so that none with the same date is missed.
    pub(super) fn beyond(rows: &[Record<Conversation>], at: Option<&Self>, sort: Sort) -> Option<Self> {
        let last = rows.iter().rev().find_map(|row| date_of(row));
        let after = match (last, sort) {
            (Some(last), Sort::Desc) => last.saturating_add(1),
            (Some(last), Sort::Asc) => last.saturating_sub(1),
            (None, _) => at?.after,
        };
        let first = rows.iter().position(|row| date_of(row) == last).unwrap_or_default();
        let before = at.filter(|at| at.after == after).map(|at| at.known.clone());
        let answered = rows[first..].iter().map(|row| row.id.clone());
        Some(Self { after, known: before.into_iter().flatten().chain(answered).collect() })
    }
}

fn date_of(row: &Conversation) -> Option<i64> {
    Milliseconds::of_record(row.last_message_date.as_deref()?).map(Milliseconds::since_1970)
}
