//! JSON as text, one level at a time: what type a value has, and what an object or an array holds.

use std::{
    borrow::Cow,
    fmt::{self, Formatter},
    ops::ControlFlow,
};

use serde::{
    Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::wire::{is_empty_array, unquote};

/// The types of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// The type of a value, by its first character. `None` if no value begins like this.
pub(super) fn type_of(json: &str) -> Option<Type> {
    Some(match json.bytes().next()? {
        b'n' => Type::Null,
        b't' | b'f' => Type::Boolean,
        b'-' | b'0'..=b'9' => Type::Number,
        b'"' => Type::String,
        b'[' => Type::Array,
        b'{' => Type::Object,
        _ => return None,
    })
}

/// Whether this is what some clients send for no arguments: an empty string or an empty array.
fn is_empty(json: &str) -> bool {
    json == "\"\"" || is_empty_array(json)
}

/// The characters that may stand between the tokens of JSON.
pub(super) const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// The arguments without the space around them. What stands for no arguments becomes an empty object.
pub(super) fn or_empty_object(json: &str) -> &str {
    let json = json.trim_matches(SPACE);
    if is_empty(json) { "{}" } else { json }
}

/// The text that a string stands for, or by which a number is written.
pub(super) fn text(json: &str) -> Option<Cow<'_, str>> {
    match type_of(json)? {
        Type::String => unquote(json),
        Type::Number => Some(json.into()),
        Type::Null | Type::Boolean | Type::Array | Type::Object => None,
    }
}

/// From here on an `f64` cannot tell an integer from the next one, neither here nor in JavaScript.
const FIRST_UNSAFE: f64 = 9_007_199_254_740_992.0;

/// The integer that is written by this number, also as `20.0` or `2e1`.
pub(crate) fn integer(number: &str) -> Option<i128> {
    number.parse().ok().or_else(|| {
        let value: f64 = number.parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "it is integral and within i128")]
        (value.fract() == 0.0 && value.abs() < FIRST_UNSAFE).then_some(value as i128)
    })
}

/// The number of items and members in a value, at every depth. The value must be valid JSON.
pub(crate) fn count(json: &str) -> usize {
    let (mut count, mut is_text, mut bytes) = (0, false, json.bytes().peekable());
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if is_text => drop(bytes.next()),
            b'"' => is_text = !is_text,
            b',' if !is_text => count += 1,
            b'[' | b'{' if !is_text => {
                while bytes.next_if(u8::is_ascii_whitespace).is_some() {}
                count += usize::from(!matches!(bytes.peek(), Some(b']' | b'}')));
            }
            _ => {}
        }
    }
    count
}

/// Goes over the members of an object: the name as a JSON string, the value as JSON. If `each` breaks off, the rest is
/// not read, and the error of the result has no meaning.
pub(super) fn members<'a>(
    object: &'a str,
    each: impl FnMut(&'a str, &'a str) -> ControlFlow<()>,
) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(object);
    deserializer.deserialize_map(EachMember(each))?;
    deserializer.end()
}

/// Goes over the items of an array, each as JSON, and may break off in the same way.
pub(super) fn items<'a>(array: &'a str, each: impl FnMut(&'a str) -> ControlFlow<()>) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(array);
    deserializer.deserialize_seq(EachItem(each))?;
    deserializer.end()
}

struct EachMember<F>(F);

impl<'a, F: FnMut(&'a str, &'a str) -> ControlFlow<()>> Visitor<'a> for EachMember<F> {
    type Value = ();

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            if (self.0)(name.get(), value.get()).is_break() {
                return Err(A::Error::custom("broken off"));
            }
        }
        Ok(())
    }
}

struct EachItem<F>(F);

impl<'a, F: FnMut(&'a str) -> ControlFlow<()>> Visitor<'a> for EachItem<F> {
    type Value = ();

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<&RawValue>()? {
            if (self.0)(item.get()).is_break() {
                return Err(A::Error::custom("broken off"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn an_integer_may_be_written_as_any_number_that_tells_which_it_is() {
        for (number, meant) in [("20", 20), ("20.0", 20), ("2e1", 20), ("-0.0", 0)] {
            assert_eq!(integer(number), Some(meant), "{number}");
        }
        assert_eq!(integer("9007199254740993"), Some(9_007_199_254_740_993));
        assert_eq!(integer("9007199254740991.0"), Some(9_007_199_254_740_991));
        for number in ["9007199254740992.0", "1.5", "1e400", "inf", "NaN", ""] {
            assert_eq!(integer(number), None, "{number}");
        }
    }
}
