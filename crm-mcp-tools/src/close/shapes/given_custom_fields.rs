//! Values of custom fields as arguments, in every form that a client of Close may give them.

use std::{borrow::Cow, collections::BTreeMap};

use crm_mcp_core::excerpt;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Values to write, by the field's id or name. Null empties a field.
///
/// The official server takes a list of objects; whether they name a field by `id` or by `name` is not documented. So both
/// are taken, and a map too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Forms")]
pub struct GivenCustomFields(BTreeMap<String, Value>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Forms {
    Map(BTreeMap<String, Value>),
    List(Vec<Map<String, Value>>),
}

/// What may name the field in an item of a list, the surest first.
const NAMES: [&str; 3] = ["id", "custom_field_id", "name"];

impl TryFrom<Forms> for GivenCustomFields {
    type Error = String;

    fn try_from(forms: Forms) -> Result<Self, String> {
        let items = match forms {
            Forms::Map(fields) => return Ok(Self(fields)),
            Forms::List(items) => items,
        };
        let mut fields = BTreeMap::new();
        for item in items {
            let unclear =
                || format!("{} has no `id` or `name`, or no `value`", excerpt(&Value::from(item.clone()).to_string()));
            let name = NAMES.iter().find_map(|name| item.get(*name)?.as_str()).ok_or_else(unclear)?;
            let value = item.get("value").or_else(|| item.get("values")).ok_or_else(unclear)?;
            if fields.insert(name.to_owned(), value.clone()).is_some() {
                return Err(format!("`{}` is there twice", excerpt(name)));
            }
        }
        Ok(Self(fields))
    }
}

impl GivenCustomFields {
    /// Whether none is given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields by what names them.
    pub(in crate::close) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for GivenCustomFields {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// Shown as a map, which costs a model the fewest tokens.
impl JsonSchema for GivenCustomFields {
    fn schema_name() -> Cow<'static, str> {
        "GivenCustomFields".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let free = json_schema!({"type": "object", "additionalProperties": true, "description": "A field."});
        json_schema!({"anyOf": [
            {"type": "object", "additionalProperties": true, "description": "Values by the field's id or name; null or clear empties one."},
            {"type": "array", "items": free, "x-hidden": true},
        ]})
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_is_taken() {
        let expected = GivenCustomFields::from_iter([("cf_1", json!("a")), ("Size", json!(null))]);
        for given in [
            json!({"cf_1": "a", "Size": null}),
            json!([{"id": "cf_1", "value": "a"}, {"name": "Size", "value": null}]),
            json!([{"custom_field_id": "cf_1", "name": "Other", "value": "a"}, {"id": "Size", "value": null}]),
        ] {
            assert_eq!(
                serde_json::from_value::<GivenCustomFields>(given.clone()).ok(),
                Some(expected.clone()),
                "{given}"
            );
        }
    }

    #[test]
    fn what_names_no_field_or_no_value_is_refused() {
        for given in [
            json!([{"value": "a"}]),
            json!([{"id": "cf_1"}]),
            json!([{"id": "a", "value": 1}, {"id": "a", "value": 2}]),
        ] {
            assert!(serde_json::from_value::<GivenCustomFields>(given.clone()).is_err(), "{given}");
        }
    }
}
