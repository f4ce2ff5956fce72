//! A status by channel, as records have it.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A status by channel, given as a word or as an object that has it.
pub(in crate::highlevel) fn statuses<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    let Value::Object(channels) = Value::deserialize(deserializer)? else { return Ok(BTreeMap::new()) };
    let status = |(name, channel): (String, Value)| {
        let status = channel.as_str().or_else(|| channel.get("status")?.as_str())?.to_owned();
        Some((name, status))
    };
    Ok(channels.into_iter().filter_map(status).collect())
}
