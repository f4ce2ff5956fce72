//! JSON as text, one level at a time: of what type a value is, what an object or an array holds.

use std::{
    borrow::Cow,
    fmt::{self, Display, Formatter},
    ops::ControlFlow,
};

use serde::{
    Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::wire::{excerpt, is_empty_array};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// The type of the value that `json` is, if it is one: its first character tells.
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

/// Whether it is what some clients send for no arguments: an empty string or an empty array.
fn is_empty(json: &str) -> bool {
    json == "\"\"" || is_empty_array(json)
}

/// The arguments without the space around them. What stands for no arguments is an empty object.
pub(super) fn or_empty_object(json: &str) -> &str {
    let json = json.trim_matches([' ', '\t', '\n', '\r']);
    if is_empty(json) { "{}" } else { json }
}

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

/// The text that a JSON string stands for; nothing if half a surrogate pair is in it.
pub(super) fn unquote(string: &str) -> Option<Cow<'_, str>> {
    if string.contains('\\') {
        return serde_json::from_str(string).map(Cow::Owned).ok();
    }
    Some(string.strip_prefix('"')?.strip_suffix('"')?.into())
}

/// The text that a string stands for, or in which a number is written.
pub(super) fn text(json: &str) -> Option<Cow<'_, str>> {
    match type_of(json)? {
        Type::String => unquote(json),
        Type::Number => Some(json.into()),
        Type::Null | Type::Boolean | Type::Array | Type::Object => None,
    }
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
/// not read, and the result is an error that means nothing.
pub(super) fn members<'a>(
    object: &'a str,
    each: impl FnMut(&'a str, &'a str) -> ControlFlow<()>,
) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(object);
    deserializer.deserialize_map(Members(each))?;
    deserializer.end()
}

/// Goes over the items of an array, each as JSON, and may break off in the same way.
pub(super) fn items<'a>(array: &'a str, each: impl FnMut(&'a str) -> ControlFlow<()>) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_str(array);
    deserializer.deserialize_seq(Items(each))?;
    deserializer.end()
}

struct Members<F>(F);

impl<'a, F: FnMut(&'a str, &'a str) -> ControlFlow<()>> Visitor<'a> for Members<F> {
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

struct Items<F>(F);

impl<'a, F: FnMut(&'a str) -> ControlFlow<()>> Visitor<'a> for Items<F> {
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
