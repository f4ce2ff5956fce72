//! Email addresses, phone numbers and web addresses of a contact as arguments.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error};
use serde_json::{Map, Value};

use crate::crm::value::Phone;

/// An email address. A text alone is one of the usual kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EmailEntry {
    /// Kind: `office`, `home`, `direct`, `mobile`, `other`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Address.
    pub email: String,
}

/// A phone number. A text alone is one of the usual kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PhoneEntry {
    /// Kind: `office`, `home`, `direct`, `mobile`, `fax`, `other`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Number.
    pub phone: Phone,
}

/// A web address. A text alone is one of the usual kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UrlEntry {
    /// Kind: `url`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Address.
    pub url: String,
}

macro_rules! entries {
    ($($entry:ident, $field:ident: $value:ty, $usual:literal;)*) => {$(
        impl $entry {
            /// One of the usual kind.
            pub fn new($field: impl Into<$value>) -> Self {
                Self { kind: $usual.to_owned(), $field: $field.into() }
            }
        }

        impl<'de> Deserialize<'de> for $entry {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let (kind, $field) = read(Value::deserialize(deserializer)?, stringify!($field)).map_err(D::Error::custom)?;
                Ok(Self { kind: kind.unwrap_or_else(|| $usual.to_owned()), $field })
            }
        }

        impl JsonSchema for $entry {
            fn schema_name() -> Cow<'static, str> {
                stringify!($entry).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                shown(stringify!($field))
            }
        }
    )*};
}

entries! {
    EmailEntry, email: String, "office";
    PhoneEntry, phone: Phone, "office";
    UrlEntry, url: String, "url";
}

/// What stands under this name, and of what kind it is if that is said.
fn read<T: DeserializeOwned>(entry: Value, name: &str) -> Result<(Option<String>, T), String> {
    let mut fields = match entry {
        Value::Object(fields) => fields,
        text => Map::from_iter([(name.to_owned(), text)]),
    };
    let kind = match fields.remove("type") {
        None | Some(Value::Null) => None,
        Some(kind) => Some(serde_json::from_value(kind).map_err(|error| error.to_string())?),
    };
    let value = fields.remove(name).ok_or_else(|| format!("an entry without `{name}`"))?;
    Ok((kind, serde_json::from_value(value).map_err(|error| error.to_string())?))
}

/// An object with both fields; a text is taken and not shown.
fn shown(name: &str) -> Schema {
    let fields = Map::from_iter([name, "type"].map(|name| (name.to_owned(), json_schema!({"type": "string"}).into())));
    json_schema!({"anyOf": [
        {"type": "object", "properties": fields, "required": [name], "additionalProperties": false},
        {"type": "string", "x-hidden": true},
    ]})
}

/// An entry that is shown as a text, which costs a model the fewest tokens; an object is taken too.
#[derive(Debug)]
pub(in crate::close) struct PlainEntry;

impl JsonSchema for PlainEntry {
    fn schema_name() -> Cow<'static, str> {
        "PlainEntry".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let object = json_schema!({"type": "object", "additionalProperties": true, "x-hidden": true});
        json_schema!({"anyOf": [{"type": "string"}, object]})
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_may_be_a_text() {
        let email = |entry: Value| serde_json::from_value::<EmailEntry>(entry).map(|entry| json!(entry));
        for entry in
            [json!("a@x.example"), json!({"email": "a@x.example"}), json!({"type": null, "email": "a@x.example"})]
        {
            assert_eq!(email(entry).unwrap(), json!({"type": "office", "email": "a@x.example"}));
        }
        assert_eq!(email(json!({"type": "home", "email": "a"})).unwrap(), json!({"type": "home", "email": "a"}));
        for odd in [json!({"type": "home"}), json!(1), json!({"type": 1, "email": "a"})] {
            assert!(email(odd).is_err());
        }
    }

    #[test]
    fn a_number_is_told_its_form() {
        let error = serde_json::from_value::<PhoneEntry>(json!("555 0100")).unwrap_err().to_string();
        assert!(error.contains("+15551234567"), "{error}");
        let phone = serde_json::from_value::<PhoneEntry>(json!({"phone": "+1 555 010 0001"})).unwrap();
        assert_eq!(json!(phone), json!({"type": "office", "phone": "+15550100001"}));
    }
}
