//! Custom fields of a record: Close has them flat, as `custom.cf_…`; tools show them together, by name.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::CustomFieldDefinition;
use crate::{
    close::tables::field_source::FieldSource,
    crm::record::{Lenient, Optional, Record, Slim},
};

/// Values of custom fields, by the field's name, or by its id where the name is not known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Value")]
#[schemars(!from)]
pub struct CustomValues(pub BTreeMap<String, Value>);

/// What is no map holds no values.
impl From<Value> for CustomValues {
    fn from(fields: Value) -> Self {
        match fields {
            Value::Object(fields) => Self(fields.into_iter().collect()),
            _ => Self::default(),
        }
    }
}

impl Lenient for CustomValues {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl Optional for CustomValues {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

/// How the name of a custom field in a record begins; its id follows.
pub(in crate::close) const CUSTOM: &str = "custom.";

/// A record of Close's. What a tool shows of it and Close has in another form is put in place by `complete`.
pub trait CloseRecord: Slim + Sized {
    /// Where the custom fields of the record, or of one in it, are defined, if it may have some.
    const CUSTOM_FIELDS: Option<FieldSource> = None;

    /// Whether a row of a list shows its custom fields.
    const ROWS_SHOW_THEM: bool = false;

    /// Puts custom fields in place, by the names of these definitions, and makes what else is shown of the record.
    fn complete(_: &mut Record<Self>, _: &[CustomFieldDefinition]) {}

    /// Puts the name of its type in place, if the organization has defined the type.
    fn name_type(_: &mut Record<Self>, _: &dyn Fn(&str) -> Option<String>) {}
}

impl CloseRecord for CustomFieldDefinition {}

/// Takes the custom fields out of what is left of the record: by name, or by id where the name is not known. A field
/// without a value is left out.
pub(in crate::close) fn taken<T>(record: &mut Record<T>, known: &[CustomFieldDefinition]) -> CustomValues {
    let fields = std::mem::take(&mut record.others);
    let (custom, others) = fields.into_iter().partition(|(field, _)| field.starts_with(CUSTOM));
    record.others = others;
    let name_of = |id: &str| known.iter().find(|field| field.id == id).and_then(|field| field.name.clone());
    let mut named = BTreeMap::new();
    for (field, value) in custom.into_iter().filter(|(_, value)| !value.is_null()) {
        let id = field.trim_start_matches(CUSTOM);
        // Two fields may have one name.
        let name = name_of(id).filter(|name| !named.contains_key(name));
        named.insert(name.unwrap_or_else(|| id.to_owned()), value);
    }
    CustomValues(named)
}
