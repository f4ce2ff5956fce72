//! The values of a record's custom fields.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::crm::record::{Lenient, Optional};

/// Values of custom fields, by the field's key, name or id.
///
/// Reads the vendor's list (`[{"id": "…", "value": …}]`) as well; what is no value of a field is passed over.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Value")]
#[schemars(!from)]
pub struct CustomFields(pub BTreeMap<String, Value>);

/// Reads the two shapes of custom fields: ours, and the vendor's.
impl From<Value> for CustomFields {
    fn from(fields: Value) -> Self {
        match fields {
            Value::Object(fields) => Self(fields.into_iter().collect()),
            Value::Array(items) => Self(items.into_iter().filter_map(entry).collect()),
            _ => Self::default(),
        }
    }
}

/// What one item of the vendor's list says: the field's id or key, and its value. Of the vendor's many spellings of
/// `value` (`field_value`, `fieldValue`, `fieldValueString`, `fieldValueFiles`) an item may have several, and then one
/// holds something.
pub(in crate::highlevel) fn entry(item: Value) -> Option<(String, Value)> {
    let Value::Object(mut field) = item else { return None };
    let id = field.get("id").or_else(|| field.get("key"))?.as_str()?.to_owned();
    field.retain(|name, _| matches!(&**name, "value" | "field_value") || name.starts_with("fieldValue"));
    let holds_something = |value: &Value| !value.is_null() && *value != "" && *value != Value::Array(Vec::new());
    let value = field.values().find(|value| holds_something(value)).or_else(|| field.values().next())?;
    Some((id, value.clone()))
}

impl CustomFields {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Lenient for CustomFields {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl Optional for CustomFields {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
