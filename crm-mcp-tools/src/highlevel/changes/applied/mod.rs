//! What a write was told to do and did not: the fields that were sent, beside the record that HighLevel answers with.
//!
//! HighLevel drops values now and then and answers 200 with the old ones.

mod same;

use std::collections::BTreeMap;

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Value};

use crate::highlevel::{context::Request, records::CustomFields};

/// What HighLevel did not do of a write that it answered with success.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct NotApplied {
    /// Fields that were sent and whose value HighLevel's answer does not have: read the record before sending them again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_applied: Vec<String>,
}

/// An answer with what the vendor wrote in it.
struct Raw<A> {
    answer: A,
    fields: Map<String, Value>,
}

impl<'de, A: DeserializeOwned> Deserialize<'de> for Raw<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Map::deserialize(deserializer)?;
        let answer = serde_path_to_error::deserialize(&fields)
            .map_err(|error| D::Error::custom(format_args!("{}: {}", error.path(), error.inner())))?;
        Ok(Self { answer, fields })
    }
}

impl Request<'_> {
    /// Sends a write, and compares the fields of its body with the record of that name in the answer.
    pub(crate) async fn send_and_compare<A: DeserializeOwned>(
        self,
        record: &str,
    ) -> Result<(A, NotApplied), ToolError> {
        let (crm, body) = (self.crm, self.body.clone());
        let Raw { answer, mut fields } = self.send::<Raw<A>>().await?;
        let Some(Value::Object(got)) = fields.remove(record) else { return Ok((answer, NotApplied::default())) };
        let sent: Map<String, Value> = serde_json::from_slice(&body).map_err(ToolError::internal)?;
        let mut not_applied = differing(&sent, &got);
        let mut custom_fields = differing_custom_fields(&sent, &got);
        crm.name_custom_fields([&mut custom_fields]).await;
        not_applied.extend(custom_fields.0.into_keys().map(|key| format!("customFields.{key}")));
        Ok((answer, NotApplied { not_applied }))
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
