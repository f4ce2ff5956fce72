//! Reading JSON as clients write it: bounded, borrowed, and forgiving where clients differ.

use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor, value::MapAccessDeserializer},
};
use serde_json::value::RawValue;

/// The first items of an array, at most `MOST`. The others are read and dropped.
#[derive(Debug)]
pub(crate) struct FirstItems<T, const MOST: usize>(pub(crate) Vec<T>);

impl<T, const MOST: usize> Default for FirstItems<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for FirstItems<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

struct Items<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Items<T, MOST> {
    type Value = FirstItems<T, MOST>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut first = Vec::new();
        while first.len() < MOST {
            match items.next_element()? {
                Some(item) => first.push(item),
                None => return Ok(FirstItems(first)),
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(FirstItems(first))
    }
}

/// The first members of an object, at most `MOST`. The others are read and dropped. An empty array counts as an empty
/// object: PHP writes it so.
#[derive(Debug)]
pub(crate) struct FirstMembers<T, const MOST: usize>(pub(crate) BTreeMap<String, T>);

impl<T, const MOST: usize> Default for FirstMembers<T, MOST> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for FirstMembers<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Members(PhantomData))
    }
}

struct Members<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Members<T, MOST> {
    type Value = FirstMembers<T, MOST>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut first = BTreeMap::new();
        while first.len() < MOST {
            match members.next_entry()? {
                Some((name, value)) => drop(first.insert(name, value)),
                None => return Ok(FirstMembers(first)),
            }
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(FirstMembers(first))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        no_items(items).map(|()| FirstMembers::default())
    }
}

/// Reads an array that stands for an empty object, so that it holds nothing.
pub(crate) fn no_items<'de, A: SeqAccess<'de>>(mut items: A) -> Result<(), A::Error> {
    match items.next_element::<IgnoredAny>()? {
        None => Ok(()),
        Some(_) => Err(A::Error::custom("an array stands where an object is expected")),
    }
}

/// An object, or `null` in place of none, or `[]` in place of an empty one. Derived code by itself would read any array
/// as the fields in order.
#[derive(Debug, Default)]
pub(super) struct LenientObject<T>(pub(super) T);

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for LenientObject<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for ObjectVisitor<T> {
            type Value = T;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
                no_items(items).map(|()| T::default())
            }

            /// The error by default repeats the text.
            fn visit_str<E: Error>(self, _: &str) -> Result<T, E> {
                Err(E::invalid_type(Unexpected::Other("a string"), &self))
            }

            fn visit_unit<E>(self) -> Result<T, E> {
                Ok(T::default())
            }
        }

        deserializer.deserialize_any(ObjectVisitor(PhantomData)).map(Self)
    }
}

/// Keeps a member that is `null` apart from one that is absent.
pub(super) fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

pub(crate) fn is_object(json: &str) -> bool {
    json.trim_ascii_start().starts_with('{')
}

/// Whether it is an object, or the empty array that PHP writes for an empty one.
pub(crate) fn stands_for_object(json: &str) -> bool {
    is_object(json) || is_empty_array(json)
}

pub(crate) fn is_empty_array(json: &str) -> bool {
    let items = json.strip_prefix('[').and_then(|json| json.strip_suffix(']'));
    items.is_some_and(|items| items.trim_ascii().is_empty())
}

/// The text that this JSON string stands for, borrowed where it holds no escapes. `None` if it is not a string, or has an
/// unpaired surrogate escape.
pub(crate) fn unquote(json: &str) -> Option<Cow<'_, str>> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if inner.as_bytes().contains(&b'\\') {
        return serde_json::from_str(json).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}
