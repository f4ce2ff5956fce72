//! The records that others name by their ids, looked up for many at once.

use std::collections::HashMap;

use serde_json::Value;
use sqlx::SqliteConnection;

use super::records;
use crate::sandbox::kit::object::{Object, Properties as _};

/// Records by their ids, as they are kept.
#[derive(Debug, Default)]
pub(crate) struct Related(HashMap<String, Object>);

impl Related {
    /// What these records name, and the pipelines of the statuses among it.
    pub(crate) async fn to(connection: &mut SqliteConnection, documents: &[Object]) -> sqlx::Result<Self> {
        let mut related = Self::default();
        related.add(connection, documents.iter().flat_map(ids_in).collect()).await?;
        let pipelines: Vec<_> = related.0.values().map(|found| found.text("pipeline_id").to_owned()).collect();
        related.add(connection, pipelines.iter().map(String::as_str).collect()).await?;
        Ok(related)
    }

    async fn add(&mut self, connection: &mut SqliteConnection, mut ids: Vec<&str>) -> sqlx::Result<()> {
        ids.retain(|id| !id.is_empty() && !self.0.contains_key(*id));
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(());
        }
        let found = records::by_ids(connection, &ids).await?;
        self.0.extend(found.into_iter().map(|document| (document.text("id").to_owned(), document)));
        Ok(())
    }

    /// The record that a field of `document` names.
    pub(crate) fn of(&self, document: &Object, field: &str) -> Option<&Object> {
        self.0.get(document.given(field)?)
    }

    /// What the record that a field of `document` names is called; null if there is none.
    pub(crate) fn name_of(&self, document: &Object, field: &str) -> Value {
        self.of(document, field).map_or(Value::Null, |found| called(found).into())
    }
}

/// What a record is called: a user by both names, a status by its label.
fn called(document: &Object) -> String {
    if document.contains_key("first_name") {
        return format!("{} {}", document.text("first_name"), document.text("last_name")).trim().to_owned();
    }
    ["name", "label"].into_iter().find_map(|field| document.given(field)).unwrap_or_default().to_owned()
}

/// What in the fields of a record reads like an id of another one.
fn ids_in(document: &Object) -> impl Iterator<Item = &str> {
    let named = |name: &str| name.ends_with("_id") || name.ends_with("_by") || name == "assigned_to";
    document.iter().filter(move |(name, _)| named(name)).filter_map(|(_, value)| value.as_str())
}
