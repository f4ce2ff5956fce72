//! A value in words: what a message says was got.

use std::fmt::{self, Display, Formatter};

use crate::{
    arguments::raw::{Type, type_of},
    wire::excerpt,
};

/// Displays a value as far as a message needs it: `the string "abc"`.
pub(crate) struct Described<'a>(pub(crate) &'a str);

impl Display for Described<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match type_of(self.0) {
            Some(Type::Number) => "the number ",
            Some(Type::String) => "the string ",
            Some(Type::Array) => "the array ",
            Some(Type::Object) => "the object ",
            Some(Type::Null | Type::Boolean) | None => "",
        })?;
        formatter.write_str(&excerpt(self.0))
    }
}
