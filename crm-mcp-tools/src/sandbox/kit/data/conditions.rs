//! The conditions of a listing, as SQL.

use sqlx::{QueryBuilder, Sqlite};

use crate::sandbox::kit::object::{Object, Properties as _};

/// SQL with one `?`, and the value that stands for it.
pub(crate) struct Condition {
    sql: &'static str,
    value: String,
}

/// One condition for each parameter that has one and is in the query.
pub(crate) fn given(query: &Object, filters: &[(&'static str, &'static str)]) -> Vec<Condition> {
    let condition = |(name, sql): &(&str, &'static str)| {
        let value = query.given(name)?;
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

/// Adds the conditions of all items in brackets, or `none` if there is no item.
pub(crate) fn push_joined<T>(
    items: &[T],
    separator: &str,
    none: &str,
    sql: &mut QueryBuilder<Sqlite>,
    push: impl Fn(&T, &mut QueryBuilder<Sqlite>),
) {
    sql.push("(");
    for (index, item) in items.iter().enumerate() {
        sql.push(if index == 0 { "" } else { separator });
        push(item, sql);
    }
    sql.push(if items.is_empty() { none } else { "" }).push(")");
}
