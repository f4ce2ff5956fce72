//! What a write was told to do and did not: the fields that were sent, beside the record that HighLevel answers with.
//!
//! HighLevel drops values now and then and answers 200 with the old ones.

mod same;

use std::collections::BTreeMap;

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    crm::write::Done,
    highlevel::{dialect::HighLevelDialect, records::CustomFields},
};

/// What HighLevel did not do of a write that it answered with success.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct NotApplied {
    /// Fields that were sent and whose value HighLevel's answer does not have: read the record before sending them again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_applied: Vec<String>,
}

impl NotApplied {
    /// Compares the fields that were sent with the record of that name in the answer.
    pub(in crate::highlevel) async fn of<T, F>(
        done: &Done<'_, HighLevelDialect, T, F>,
        record: &str,
    ) -> Result<Self, ToolError> {
        let Some(got) = done.told().get(record).and_then(Value::as_object) else { return Ok(Self::default()) };
        let sent = done.sent()?;
        let mut not_applied = differing(&sent, got);
        let mut custom_fields = differing_custom_fields(&sent, got);
        done.crm().name_custom_fields([&mut custom_fields]).await;
        not_applied.extend(custom_fields.0.into_keys().map(|key| format!("customFields.{key}")));
        Ok(Self { not_applied })
    }
}

/// The tags that were to be added and are not there.
pub(crate) fn tags_lacking(sent: &[String], now: &[String]) -> Vec<String> {
    sent.iter().filter(|tag| !has(now, tag)).cloned().collect()
}

/// The tags that were to be removed and are still there.
pub(crate) fn tags_left(sent: &[String], now: &[String]) -> Vec<String> {
    sent.iter().filter(|tag| has(now, tag)).cloned().collect()
}

/// HighLevel keeps tags in lower case.
fn has(tags: &[String], tag: &str) -> bool {
    tags.iter().any(|other| other.trim().to_lowercase() == tag.to_lowercase())
}

/// The sent fields whose value the record does not have. A field that the record does not name is not known.
fn differing(sent: &Map<String, Value>, got: &Map<String, Value>) -> Vec<String> {
    let differs =
        |(field, value): &(&String, &Value)| *field != "customFields" && same::field(field, value, got) == Some(false);
    sent.iter().filter(differs).map(|(field, _)| field.clone()).collect()
}

/// The same for custom fields, which the record lists by id. A list tells of all that have a value.
fn differing_custom_fields(sent: &Map<String, Value>, got: &Map<String, Value>) -> CustomFields {
    let read = |fields: &Map<String, Value>| {
        fields.get("customFields").filter(|list| list.is_array()).cloned().map(CustomFields::from)
    };
    let (Some(sent), Some(got)) = (read(sent), read(got)) else { return CustomFields::default() };
    let nothing = Value::Null;
    let differs = |(id, value): &(String, Value)| !same::custom(value, got.0.get(id).unwrap_or(&nothing));
    CustomFields(sent.0.into_iter().filter(differs).collect::<BTreeMap<_, _>>())
}
