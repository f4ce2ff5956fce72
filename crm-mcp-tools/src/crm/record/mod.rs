//! A record as the tools give it: the fields that an agent needs, or all of them; never the secrets.

mod field_type;
mod fields;
pub(crate) mod lenient;
mod names;
mod original;
pub mod reading;

use std::ops::{Deref, DerefMut};

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Value};

#[doc = include_str!("record.md")]
pub use crm_mcp_macros::record;

pub use field_type::{Lenient, Optional};
pub use fields::Fields;

/// One record; with `fields: "all"` also the vendor's other fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Record<T> {
    /// The fields that are always shown.
    #[serde(flatten)]
    pub slim: T,
    /// The others by the vendor's names; empty unless they were asked for. Secrets are never among them.
    #[serde(flatten)]
    pub others: Map<String, Value>,
    /// The vendor's own form of the fields above, where it says more than they do; only if all fields were asked for.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub original: Map<String, Value>,
}

impl<T: Slim + Serialize + DeserializeOwned> Record<T> {
    /// Reads a record out of the vendor's fields, or gives them back if they are no such record.
    pub(crate) fn read(mut fields: Map<String, Value>) -> Result<Self, Map<String, Value>> {
        let Ok(slim) = T::deserialize(&fields) else { return Err(fields) };
        // It has one already if it is a record that a tool gave.
        let mut original = match fields.remove("original") {
            Some(Value::Object(original)) => original,
            Some(other) => Map::from_iter([("original".to_owned(), other)]),
            None => Map::new(),
        };
        let names = names::of::<T>();
        let (known, others) = fields.into_iter().partition(|(name, _)| names.contains(&name.as_str()));
        original.extend(original::of(known, &slim));
        Ok(Self { slim, others, original })
    }
}

impl<'de, T: Slim + Serialize + DeserializeOwned> Deserialize<'de> for Record<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Map::deserialize(deserializer)?;
        Self::read(fields).map_err(|_| D::Error::custom("a record without its id"))
    }
}

/// A record's fields that an agent needs, with what is to be shown of them. [`record`](macro@record) implements it, and with it
/// says how the fields are read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no record",
    label = "its fields would not be read leniently",
    note = "write `#[record]` above the derives of `{Self}`"
)]
pub trait Slim {
    /// Shows the records inside as slim or as whole as the record itself.
    fn show(&mut self, fields: Fields);

    /// Leaves what an agent chooses by in a row of a list. The default is everything.
    fn as_row(&mut self) {}
}

impl<T: Slim> Slim for Record<T> {
    fn show(&mut self, fields: Fields) {
        self.slim.show(fields);
        match fields {
            Fields::Slim => {
                self.others.clear();
                self.original.clear();
            }
            Fields::All => self.others.iter_mut().for_each(|(name, value)| lenient::date_in_place(name, value)),
        }
    }
}

impl<T> Record<T> {
    /// The record with as much of it as is to be shown. As it was read it has all fields of the vendor's, but for secrets.
    #[must_use]
    pub fn showing(mut self, fields: Fields) -> Self
    where
        T: Slim,
    {
        self.show(fields);
        self
    }

    /// The record as a row of a list.
    pub(crate) fn into_row(mut self, fields: Fields) -> Self
    where
        T: Slim,
    {
        self.show(fields);
        if fields == Fields::Slim {
            self.slim.as_row();
        }
        self
    }
}

impl<T> Deref for Record<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.slim
    }
}

impl<T> DerefMut for Record<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.slim
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[record]
    #[derive(Debug, Serialize, Deserialize)]
    struct Named {
        name: Option<String>,
    }

    #[test]
    fn the_other_fields_are_shown_on_request_only_with_their_dates_in_one_form() {
        let vendors = json!({"name": "Ada", "nameLowerCase": "ada", "dateAdded": 1_788_220_800_000_i64,
            "tasks": [{"dueDate": 1_788_220_800_000_i64, "size": 1_788_220_800_000_i64}]});
        let record: Record<Named> = serde_json::from_value(vendors).unwrap();
        let all = serde_json::to_value(record.showing(Fields::All)).unwrap();
        assert_eq!(
            all,
            json!({"name": "Ada", "nameLowerCase": "ada", "dateAdded": "2026-09-01T00:00:00Z",
            "tasks": [{"dueDate": "2026-09-01T00:00:00Z", "size": 1_788_220_800_000_i64}]})
        );
        let again: Record<Named> = serde_json::from_value(all).unwrap();
        assert_eq!(serde_json::to_value(again.showing(Fields::Slim)).unwrap(), json!({"name": "Ada"}));
    }
}
