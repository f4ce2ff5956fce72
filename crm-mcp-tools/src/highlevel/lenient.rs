//! Fields whose type HighLevel does not keep to: what cannot be used is left out, so that it costs no whole record.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Text, or a number in its place.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(text_of(Value::deserialize(deserializer)?))
}

/// Text that a record is nothing without.
pub(crate) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = text(deserializer)?.filter(|id| !id.is_empty());
    id.ok_or_else(|| D::Error::custom("a record without an id"))
}

/// A list of texts.
pub(crate) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(values) => values.into_iter().filter_map(text_of).collect(),
        _ => Vec::new(),
    })
}

/// True or false.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(Value::deserialize(deserializer)?.as_bool())
}

/// A date as text; milliseconds since 1970 become RFC 3339.
pub(crate) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_i64().and_then(rfc3339).or_else(|| text_of(value)))
}

/// A status by channel, given as a word or as an object that has it.
pub(crate) fn statuses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let Value::Object(channels) = Value::deserialize(deserializer)? else { return Ok(BTreeMap::new()) };
    let status = |(name, channel): (String, Value)| {
        let status = channel.as_str().or_else(|| channel.get("status")?.as_str())?.to_owned();
        Some((name, status))
    };
    Ok(channels.into_iter().filter_map(status).collect())
}

fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn rfc3339(milliseconds: i64) -> Option<String> {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()?;
    moment.format(&Rfc3339).ok()
}
