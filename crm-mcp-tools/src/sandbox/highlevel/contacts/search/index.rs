//! The index that `POST /contacts/search` reads, when it is told to lag behind the contacts.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sqlx::{QueryBuilder, Sqlite};

use crate::sandbox::{highlevel::door::quirk::Quirk, kit::door::quirks::Quirks};

/// All contacts as they were before a write. A row is a JSON array of what the database keeps of a contact.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index(Arc<[Arc<str>]>);

impl Index {
    /// The index of these rows. It shares the rows that have not changed since an earlier one, so that it takes little.
    pub(super) fn after(earlier: &Self, rows: Vec<String>) -> Self {
        let known: HashMap<&str, &Arc<str>> = earlier.0.iter().map(|row| (&**row, row)).collect();
        let shared = |row: String| known.get(&*row).map_or_else(|| row.as_str().into(), |known| Arc::clone(known));
        Self(rows.into_iter().map(shared).collect())
    }

    /// ` WITH contacts AS … `: what follows reads the index instead of the table.
    pub(crate) fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        sql.push(
            "WITH contacts AS (SELECT value ->> 0 AS document, value ->> 1 AS searched, value ->> 2 AS id, \
                value ->> 3 AS email FROM json_each(",
        );
        sql.push_bind(format!("[{}]", self.0.join(","))).push(")) ");
    }
}

/// The indexes from before the writes that searches do not see yet, each with the number of the request that wrote.
/// Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct OldIndexes(Arc<Mutex<VecDeque<(u64, Index)>>>);

impl OldIndexes {
    /// Keeps the index as it is before the write that is made now. It is made from the one that was kept last.
    pub(super) fn keep(&self, quirks: &Quirks<Quirk>, make: impl FnOnce(&Index) -> Index) {
        let mut indexes = self.unseen(quirks);
        let index = make(indexes.back().map_or(&Index::default(), |(_, latest)| latest));
        indexes.push_back((quirks.requests(), index));
    }

    /// The index from before the oldest write that searches do not see yet, if there is such a write.
    pub(super) fn oldest(&self, quirks: &Quirks<Quirk>) -> Option<Index> {
        self.unseen(quirks).front().map(|(_, index)| index.clone())
    }

    /// Those that searches can still read; those of older writes are forgotten.
    fn unseen(&self, quirks: &Quirks<Quirk>) -> MutexGuard<'_, VecDeque<(u64, Index)>> {
        let seen = quirks.requests().saturating_sub(delay(quirks).unwrap_or_default());
        let mut indexes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.retain(|(written, _)| *written >= seen);
        indexes
    }
}

/// How many requests a write is hidden from searches for, if it is.
pub(super) fn delay(quirks: &Quirks<Quirk>) -> Option<u64> {
    quirks.on().iter().find_map(|quirk| match quirk {
        Quirk::IndexDelay { requests } => Some(u64::from(*requests)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn an_index_shares_what_a_write_has_not_changed() {
        let mut rows: Vec<_> = (0..240).map(|number| format!(r#"["contact {number}"]"#)).collect();
        let mut indexes = vec![Index::after(&Index::default(), rows.clone())];
        for write in 0..100 {
            rows[write] = format!(r#"["changed {write}"]"#);
            indexes.push(Index::after(&indexes[write], rows.clone()));
        }
        assert_eq!(indexes[100].0.iter().map(ToString::to_string).collect::<Vec<_>>(), rows);
        let kept: HashSet<_> = indexes.iter().flat_map(|index| index.0.iter()).map(|row| row.as_ptr()).collect();
        assert_eq!(kept.len(), 240 + 100, "each write costs the row that it changes");
    }

    #[test]
    fn no_more_indexes_are_kept_than_searches_can_still_read() {
        let (quirks, old) = (Quirks::none().with(Quirk::IndexDelay { requests: 3 }), OldIndexes::default());
        for _ in 0..100 {
            quirks.count();
            old.keep(&quirks, Index::clone);
        }
        assert_eq!(old.0.lock().map(|indexes| indexes.len()).ok(), Some(4), "the last write's and 3 before");
    }
}
