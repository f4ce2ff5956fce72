//! Reading JSON as clients write it: bounded, borrowed, and forgiving where clients differ.

use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor},
};

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

/// What takes the members of an object, one after the other, into its places.
pub(super) trait TakeMembers<'de> {
    fn take<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error>;
}

/// Reads an object, or `null` in place of none, or `[]` in place of an empty one. What takes the members is filled where it
/// is: as a result it would be copied from one function to the next.
pub(super) struct LenientObject<T>(pub(super) T);

impl<'de, T: TakeMembers<'de>> DeserializeSeed<'de> for LenientObject<T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: TakeMembers<'de>> Visitor<'de> for LenientObject<T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        self.0.take(members)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        no_items(items)
    }

    /// The error by default repeats the text.
    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::invalid_type(Unexpected::Other("a string"), &self))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
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
