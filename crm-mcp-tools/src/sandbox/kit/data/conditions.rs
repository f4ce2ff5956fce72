//! The conditions of a listing, from the parameters that are given: SQL with one `?`, and the value that stands for it.

use serde_json::{Map, Value};
use sqlx::{QueryBuilder, Sqlite};

pub(crate) struct Condition {
    sql: &'static str,
    value: String,
}

/// One condition for each parameter that has one and is in the query.
pub(crate) fn given(query: &Map<String, Value>, filters: &[(&'static str, &'static str)]) -> Vec<Condition> {
    let condition = |(name, sql): &(&str, &'static str)| {
        let value = query.get(*name).and_then(Value::as_str)?;
        Some(Condition { sql, value: value.to_owned() })
    };
    filters.iter().filter_map(condition).collect()
}

/// One condition for each word of a free text, lower-cased as what is searched.
pub(crate) fn words(text: &str, sql: &'static str) -> impl Iterator<Item = Condition> {
    text.split_whitespace().map(move |word| Condition { sql, value: word.to_lowercase() })
}

/// Adds ` WHERE …`, with all of the conditions.
pub(crate) fn push(conditions: &[Condition], sql: &mut QueryBuilder<Sqlite>) {
    sql.push(" WHERE TRUE");
    for Condition { sql: condition, value } in conditions {
        let (before, after) = condition.split_once('?').unwrap_or((condition, ""));
        sql.push(" AND ").push(before).push_bind(value.clone()).push(after);
    }
}
