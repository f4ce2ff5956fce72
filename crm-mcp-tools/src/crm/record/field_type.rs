//! The types that a field of a record may have, and how each is read.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{Map, Number, Value};

use super::{Fields, Record, Slim, lenient};
use crate::crm::value::Id;

/// A type of a record's field, which says how the field is read.
#[diagnostic::on_unimplemented(
    message = "a field of a record cannot have the type `{Self}`",
    label = "nothing says how this is read leniently",
    note = "take `Option` of a text, a number, a flag or a record, or `Vec` of texts or records; write `#[record(id)]` on the \
            `String` without which there is no record"
)]
pub trait Lenient: Sized {
    /// Reads the field out of what the vendor gave.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Shows the records in the field as slim or as whole as the record around them.
    fn show(&mut self, _: Fields) {}
}

/// A type of a field that may be absent. What cannot be used of a field counts as absent, and costs no whole record.
#[diagnostic::on_unimplemented(
    message = "a field of the type `{Self}` cannot be absent",
    label = "what is read in its place if the vendor leaves it out?",
    note = "write `#[record(needed)]`, or `#[record(id)]` on a text, if there is no record without it"
)]
pub trait Optional: Lenient + Default {
    /// Whether the field says nothing. It is then left out of an answer.
    fn is_absent(&self) -> bool;
}

/// A field that may be absent, as its type says.
pub fn optional<'de, D: Deserializer<'de>, T: Optional>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// A field without which there is no record, as its type says.
pub fn needed<'de, D: Deserializer<'de>, T: Lenient>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Each type with the function that reads it, and the one that says whether it is absent.
macro_rules! read_by {
    ($($field:ty: $read:path, $is_absent:path;)*) => {$(
        impl Lenient for $field {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $read(deserializer)
            }
        }

        impl Optional for $field {
            fn is_absent(&self) -> bool {
                $is_absent(self)
            }
        }
    )*};
}

read_by! {
    Option<String>: lenient::text, Option::is_none;
    Option<bool>: lenient::flag, Option::is_none;
    Option<u64>: lenient::count, Option::is_none;
    Option<Number>: lenient::number, Option::is_none;
    Option<Id>: lenient::place, Option::is_none;
    Option<Vec<String>>: lenient::list_of_texts, Option::is_none;
    Vec<String>: lenient::texts, Vec::is_empty;
    Vec<Map<String, Value>>: lenient::dated, Vec::is_empty;
}

impl<T: Slim + DeserializeOwned> Lenient for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::part(deserializer)
    }

    fn show(&mut self, fields: Fields) {
        if let Some(record) = self {
            record.show(fields);
        }
    }
}

impl<T: Slim + DeserializeOwned> Optional for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Slim + DeserializeOwned> Lenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::records(deserializer)
    }

    fn show(&mut self, fields: Fields) {
        for record in self {
            record.show(fields);
        }
    }
}

impl<T: Slim + DeserializeOwned> Optional for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A record that must be there.
impl<T: Slim + Serialize + DeserializeOwned> Lenient for Record<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn show(&mut self, fields: Fields) {
        Slim::show(self, fields);
    }
}
