//! The rows of a page as the vendor gave them, the unreadable ones among them: they count when a list is paged.

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};
use serde_json::Value;

use crate::crm::record::{Fields, Lenient, Record, Slim};

/// Rows in the vendor's order.
#[derive(Debug)]
pub struct Rows<T>(Vec<Row<T>>);

/// A row of a list.
#[derive(Debug)]
pub(super) enum Row<T> {
    Readable(Record<T>),
    /// It has no id, or is no object.
    Unreadable(Value),
}

impl<T> Row<T> {
    fn record(&self) -> Option<&Record<T>> {
        match self {
            Self::Readable(record) => Some(record),
            Self::Unreadable(_) => None,
        }
    }

    fn record_mut(&mut self) -> Option<&mut Record<T>> {
        match self {
            Self::Readable(record) => Some(record),
            Self::Unreadable(_) => None,
        }
    }
}

impl<T> Rows<T> {
    /// How many rows there are, readable or not.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps the first rows, so many.
    pub fn truncate(&mut self, count: usize) {
        self.0.truncate(count);
    }

    /// The readable ones.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Record<T>> {
        self.0.iter().filter_map(Row::record)
    }

    /// The readable ones, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Record<T>> {
        self.0.iter_mut().filter_map(Row::record_mut)
    }

    /// The readable ones after those to skip, at most as many as are wanted.
    pub(super) fn readable(&mut self, skip: usize, limit: usize) -> Vec<&mut Record<T>> {
        self.0.iter_mut().skip(skip).filter_map(Row::record_mut).take(limit).collect()
    }

    /// The readable ones; the others are dropped.
    pub fn into_records(self) -> Vec<Record<T>> {
        self.0
            .into_iter()
            .filter_map(|row| match row {
                Row::Readable(record) => Some(record),
                Row::Unreadable(_) => None,
            })
            .collect()
    }

    /// The readable ones, each with the number of rows before it.
    pub fn into_numbered(self) -> Vec<(usize, Record<T>)> {
        let numbered = self.0.into_iter().enumerate();
        numbered
            .filter_map(|(number, row)| match row {
                Row::Readable(record) => Some((number, record)),
                Row::Unreadable(_) => None,
            })
            .collect()
    }

    /// Leaves those readable rows only for which this holds, and all that cannot be read.
    pub fn retain(&mut self, mut holds: impl FnMut(&Record<T>) -> bool) {
        self.0.retain(|row| row.record().is_none_or(&mut holds));
    }

    /// Adds the rows of another list.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Sorts the readable rows; the others come last.
    pub fn sort_by_key<K: Ord>(&mut self, key: impl Fn(&Record<T>) -> K) {
        self.0.sort_by(|one, other| match (one.record(), other.record()) {
            (Some(one), Some(other)) => key(one).cmp(&key(other)),
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
    }

    /// Takes a field that is no part of the record out of every row, and gives that of the last row.
    pub fn take_last(&mut self, name: &str) -> Option<Value> {
        let mut last = None;
        for row in &mut self.0 {
            last = match row {
                Row::Readable(record) => record.others.remove(name),
                Row::Unreadable(value) => value.get_mut(name).map(Value::take),
            };
        }
        last.filter(|value| !value.is_null())
    }

    pub(super) fn into_iter(self) -> impl Iterator<Item = Row<T>> {
        self.0.into_iter()
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<Record<T>>> for Rows<T> {
    fn from(records: Vec<Record<T>>) -> Self {
        Self(records.into_iter().map(Row::Readable).collect())
    }
}

/// Reads a list, also out of lists within it; `null` is an empty one.
impl<'de, T: Slim + Serialize + DeserializeOwned> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut rows = Vec::new();
        match Value::deserialize(deserializer)? {
            Value::Null => {}
            Value::Array(items) => collect(items, &mut rows),
            _ => return Err(D::Error::custom("expected a list")),
        }
        Ok(Self(rows))
    }
}

impl<T: Slim + Serialize + DeserializeOwned> Lenient for Rows<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn show(&mut self, fields: Fields) {
        self.iter_mut().for_each(|record| Slim::show(record, fields));
    }
}

fn collect<T: Slim + Serialize + DeserializeOwned>(items: Vec<Value>, rows: &mut Vec<Row<T>>) {
    for item in items {
        match item {
            Value::Array(items) => collect(items, rows),
            Value::Object(fields) => rows.push(match Record::read(fields) {
                Ok(record) => Row::Readable(record),
                Err(fields) => Row::Unreadable(fields.into()),
            }),
            other => rows.push(Row::Unreadable(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::crm::record::record;

    #[record]
    #[derive(Debug, Serialize, serde::Deserialize)]
    struct Stage {
        #[record(id)]
        id: String,
    }

    fn rows(list: Value) -> Rows<Stage> {
        serde_json::from_value(list).unwrap()
    }

    #[test]
    fn a_row_that_cannot_be_read_counts_and_costs_nothing_but_itself() {
        let rows = rows(json!([{"id": "s2"}, {"name": "no id"}, null, [[{"id": "s1", "position": "x"}]], {"id": ""}]));
        assert_eq!(rows.len(), 5);
        assert_eq!(rows.iter().map(|row| &*row.id).collect::<Vec<_>>(), ["s2", "s1"]);
    }

    #[test]
    fn nothing_is_an_empty_list_and_a_text_is_none() {
        assert!(rows(Value::Null).is_empty());
        assert!(serde_json::from_value::<Rows<Stage>>(json!("none")).is_err());
    }

    #[test]
    fn the_cursor_of_the_last_row_is_found_whether_the_row_can_be_read_or_not() {
        let mut readable = rows(json!([{"id": "s1", "searchAfter": [1]}, {"id": "s2", "searchAfter": [2]}]));
        assert_eq!(readable.take_last("searchAfter"), Some(json!([2])));
        assert!(readable.iter().all(|row| row.others.is_empty()));
        let mut odd = rows(json!([{"id": "s1", "searchAfter": [1]}, {"searchAfter": [2]}]));
        assert_eq!(odd.take_last("searchAfter"), Some(json!([2])));
        let mut without = rows(json!([{"id": "s1", "searchAfter": [1]}, {"id": "s2", "searchAfter": null}]));
        assert_eq!(without.take_last("searchAfter"), None);
    }

    #[test]
    fn the_unreadable_come_last_in_a_sorted_list() {
        let mut rows = rows(json!([null, {"id": "s2"}, {"id": "s1"}]));
        rows.sort_by_key(|row| row.id.clone());
        let ids: Vec<_> = rows.into_iter().map(|row| row.record().map(|row| row.id.clone())).collect();
        assert_eq!(ids, [Some("s1".to_owned()), Some("s2".to_owned()), None]);
    }
}
