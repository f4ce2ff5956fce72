//! The index that `POST /contacts/search` reads, when it is told to lag behind the contacts.

use std::{collections::HashMap, sync::Arc};

use sqlx::{QueryBuilder, Sqlite};

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
}
