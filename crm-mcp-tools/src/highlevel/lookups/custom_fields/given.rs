//! Custom fields as arguments: a map, or the list that the vendor's own server takes.

use std::{borrow::Cow, collections::BTreeMap, ops::Deref};

use crm_mcp_core::excerpt;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::highlevel::records::{CustomFields, entry};

/// Values to write, by the field's key, name or id. Unlike what is read, nothing of it is passed over.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "Either")]
pub struct GivenFields(CustomFields);

#[derive(Deserialize)]
#[serde(untagged)]
enum Either {
    Map(BTreeMap<String, Value>),
    List(Vec<Map<String, Value>>),
}

impl TryFrom<Either> for GivenFields {
    type Error = String;

    fn try_from(either: Either) -> Result<Self, String> {
        let items = match either {
            Either::Map(fields) => return Ok(Self(CustomFields(fields))),
            Either::List(items) => items,
        };
        let mut fields = BTreeMap::new();
        for item in items {
            let text = Value::from(item.clone()).to_string();
            let (id, value) =
                entry(item.into()).ok_or_else(|| format!("{} has no `id` or no `field_value`", excerpt(&text)))?;
            if fields.insert(id.clone(), value).is_some() {
                return Err(format!("`{}` is there twice", excerpt(&id)));
            }
        }
        Ok(Self(CustomFields(fields)))
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for GivenFields {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        Self(CustomFields(fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect()))
    }
}

impl Deref for GivenFields {
    type Target = CustomFields;

    fn deref(&self) -> &CustomFields {
        &self.0
    }
}

impl GivenFields {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl JsonSchema for GivenFields {
    fn schema_name() -> Cow<'static, str> {
        "GivenFields".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let free = json_schema!({"type": "object", "additionalProperties": true, "description": "A field."});
        json_schema!({"anyOf": [
            {"type": "object", "additionalProperties": true, "description": "Values by the field's key, name or id; null empties one."},
            {"type": "array", "items": free, "x-hidden": true},
        ]})
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn given(fields: Value) -> Result<BTreeMap<String, Value>, String> {
        serde_json::from_value::<GivenFields>(fields).map(|given| given.0.0).map_err(|error| error.to_string())
    }

    #[test]
    fn the_vendors_list_means_the_same_as_a_map() {
        let map = given(json!({"size": 3, "f2": null})).unwrap();
        let list = json!([{"key": "size", "field_value": 3}, {"id": "f2", "value": null}]);
        assert_eq!(given(list).unwrap(), map);
    }

    #[test]
    fn nothing_of_a_list_is_passed_over() {
        for (list, why) in [
            (json!([{"field_value": 3}]), r#"{"field_value":3} has no `id` or no `field_value`"#),
            (json!([{"id": "f1"}]), r#"{"id":"f1"} has no `id` or no `field_value`"#),
            (json!([{"id": "f1", "value": 1}, {"key": "f1", "value": 2}]), "`f1` is there twice"),
        ] {
            assert_eq!(given(list).unwrap_err(), why);
        }
    }
}
