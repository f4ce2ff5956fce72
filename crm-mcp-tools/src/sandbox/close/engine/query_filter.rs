//! Which records the parameters of a list leave.

use std::{cmp::Ordering, collections::HashSet};

use serde_json::Value;
use sqlx::SqliteConnection;
use time::UtcOffset;

use super::resource::{Asker, ListFilter};
use crate::sandbox::{
    close::answers::{close_refusal::CloseRefusal, moments},
    kit::object::{Object, Properties as _},
};

/// One parameter of a query, and what it leaves.
enum Narrowing {
    Is(&'static str, Vec<String>),
    When { field: &'static str, said: String, fits: Fits },
    By(fn(&Object, &str) -> bool, String),
    Among(&'static str, HashSet<String>),
}

/// Whether an ordering is the wanted one.
type Fits = fn(Ordering) -> bool;

/// The endings of a parameter that compares moments.
const COMPARISONS: [(&str, Fits); 5] = [
    ("", Ordering::is_eq),
    ("__gt", Ordering::is_gt),
    ("__gte", Ordering::is_ge),
    ("__lt", Ordering::is_lt),
    ("__lte", Ordering::is_le),
];

/// The filters of a query, read.
pub(crate) struct QueryFilter {
    tests: Vec<Narrowing>,
    offset: UtcOffset,
}

impl QueryFilter {
    /// Reads what a query says. A parameter that no list has is refused: a filter that does nothing is a mistake.
    pub(crate) async fn read(
        connection: &mut SqliteConnection,
        filters: &[&[ListFilter]],
        query: &Object,
        asker: Asker<'_>,
    ) -> Result<Self, CloseRefusal> {
        let mut tests = Vec::new();
        for (name, value) in query.iter().filter(|(name, _)| !is_of_paging(name)) {
            let unknown = || CloseRefusal::field(name, "Unknown parameter.");
            let filter = filters.iter().copied().flatten().find(|filter| filter.has(name)).ok_or_else(unknown)?;
            let said = value.as_str().unwrap_or_default();
            tests.extend(filter.test(connection, asker, name, said).await?);
        }
        Ok(Self { tests, offset: asker.offset })
    }

    /// Whether the record is one of those that are left.
    pub(crate) fn fits(&self, document: &Object) -> bool {
        self.tests.iter().all(|test| match test {
            Narrowing::Is(field, values) => is_one_of(document.get(*field), values),
            Narrowing::When { field, said, fits } => {
                let ordering = document.given(field).and_then(|kept| moments::compare(kept, said, self.offset));
                ordering.is_some_and(fits)
            }
            Narrowing::By(fits, said) => fits(document, said),
            Narrowing::Among(field, values) => values.contains(document.text(field)),
        })
    }
}

/// Whether a parameter says which part of the list is wanted, and how.
fn is_of_paging(name: &str) -> bool {
    ["_skip", "_limit", "_fields", "_order_by"].contains(&name)
}

fn is_one_of(value: Option<&Value>, wanted: &[String]) -> bool {
    match value {
        Some(Value::String(text)) => wanted.contains(text),
        Some(Value::Bool(flag)) => wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(&flag.to_string())),
        Some(Value::Array(items)) => items.iter().any(|item| is_one_of(Some(item), wanted)),
        Some(Value::Number(number)) => wanted.contains(&number.to_string()),
        _ => false,
    }
}

impl ListFilter {
    fn has(&self, parameter: &str) -> bool {
        match self {
            Self::Is(field) | Self::IsOneOf(field) => {
                parameter.strip_prefix(field).is_some_and(|ending| ["", "__in"].contains(&ending))
            }
            Self::When(field) => comparison(field, parameter).is_some(),
            Self::By(name, _) | Self::Among { parameter: name, .. } => *name == parameter,
        }
    }

    async fn test(
        &self,
        connection: &mut SqliteConnection,
        asker: Asker<'_>,
        parameter: &str,
        said: &str,
    ) -> Result<Option<Narrowing>, CloseRefusal> {
        Ok(match self {
            Self::Is(field) if !parameter.ends_with("__in") => Some(Narrowing::Is(field, vec![said.to_owned()])),
            Self::Is(field) | Self::IsOneOf(field) => {
                Some(Narrowing::Is(field, said.split(',').map(|item| item.trim().to_owned()).collect()))
            }
            Self::When(field) => {
                let readable = moments::day_or_moment(said);
                let said = readable.ok_or_else(|| CloseRefusal::field(parameter, "Could not parse date."))?;
                comparison(field, parameter).map(|fits| Narrowing::When { field, said, fits })
            }
            Self::By(_, fits) => Some(Narrowing::By(*fits, said.to_owned())),
            Self::Among { field, find, .. } => Some(Narrowing::Among(field, find(connection, asker, said).await?)),
        })
    }
}

fn comparison(field: &str, parameter: &str) -> Option<Fits> {
    let ending = parameter.strip_prefix(field)?;
    COMPARISONS.iter().find(|(name, _)| *name == ending).map(|(_, fits)| *fits)
}
