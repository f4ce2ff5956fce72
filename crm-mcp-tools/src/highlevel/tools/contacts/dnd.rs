//! Do-not-disturb settings, as tools take them (a word for each channel) and as the vendor wants them (an object).

use std::{borrow::Cow, collections::BTreeMap};

use crm_mcp_core::excerpt;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Statuses by channel: `{"SMS": "active"}`, or the vendor's own `{"SMS": {"status": "active", "message": "…"}}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, Value>")]
pub struct DndSettings(BTreeMap<&'static str, Map<String, Value>>);

/// The same for messages that come in, which the vendor knows for all channels at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, Value>")]
pub struct InboundDndSettings(BTreeMap<&'static str, Map<String, Value>>);

const CHANNELS: &[&str] = &["Call", "Email", "SMS", "WhatsApp", "GMB", "FB"];
const STATUSES: &[&str] = &["active", "inactive", "permanent"];

/// A channel or a status that the vendor does not have.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is none of {}", known.join(", "))]
pub struct UnknownDnd {
    found: String,
    known: &'static [&'static str],
}

fn known(known: &'static [&'static str], found: &str) -> Result<&'static str, UnknownDnd> {
    let unknown = || UnknownDnd { found: excerpt(found).into_owned(), known };
    known.iter().find(|word| word.eq_ignore_ascii_case(found)).copied().ok_or_else(unknown)
}

fn settings(
    given: BTreeMap<String, Value>,
    channels: &'static [&'static str],
    statuses: &'static [&'static str],
) -> Result<BTreeMap<&'static str, Map<String, Value>>, UnknownDnd> {
    let setting = |(channel, setting): (String, Value)| {
        let mut setting = match setting {
            Value::Object(setting) => setting,
            word => Map::from_iter([("status".to_owned(), word)]),
        };
        let status = setting.get("status").and_then(Value::as_str).unwrap_or_default();
        setting.insert("status".to_owned(), json!(known(statuses, status)?));
        Ok((known(channels, &channel)?, setting))
    };
    given.into_iter().map(setting).collect()
}

impl TryFrom<BTreeMap<String, Value>> for DndSettings {
    type Error = UnknownDnd;

    fn try_from(given: BTreeMap<String, Value>) -> Result<Self, UnknownDnd> {
        settings(given, CHANNELS, STATUSES).map(Self)
    }
}

impl TryFrom<BTreeMap<String, Value>> for InboundDndSettings {
    type Error = UnknownDnd;

    fn try_from(given: BTreeMap<String, Value>) -> Result<Self, UnknownDnd> {
        settings(given, &["all"], &STATUSES[..2]).map(Self)
    }
}

// What may stand in them is said in the words of the argument: six channels with three statuses each, for every tool
// that writes contacts, are a hundred tokens more in a schema.
macro_rules! described_in_words {
    ($($name:ident),*) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "object", "additionalProperties": true})
            }
        }
    )*};
}

described_in_words!(DndSettings, InboundDndSettings);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn dnd(given: Value) -> Result<Value, String> {
        let settings = serde_json::from_value::<DndSettings>(given).map_err(|error| error.to_string())?;
        Ok(serde_json::to_value(settings).unwrap())
    }

    #[test]
    fn a_word_or_the_vendors_object_becomes_the_vendors_object() {
        let own = json!({"sms": "Active", "Email": {"status": "permanent", "message": "asked us to stop"}});
        let vendors =
            json!({"SMS": {"status": "active"}, "Email": {"status": "permanent", "message": "asked us to stop"}});
        assert_eq!(dnd(own), Ok(vendors));
    }

    #[test]
    fn what_the_vendor_does_not_have_is_refused() {
        for (given, why) in [
            (json!({"Fax": "active"}), "`Fax` is none of Call, Email, SMS, WhatsApp, GMB, FB"),
            (json!({"SMS": "on"}), "`on` is none of active, inactive, permanent"),
            (json!({"SMS": {}}), "`` is none of active, inactive, permanent"),
        ] {
            assert_eq!(dnd(given), Err(why.to_owned()));
        }
        let inbound = serde_json::from_value::<InboundDndSettings>(json!({"all": "permanent"}));
        assert_eq!(inbound.unwrap_err().to_string(), "`permanent` is none of active, inactive");
    }
}
