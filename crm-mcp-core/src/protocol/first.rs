//! Lists and maps of which only the beginning is kept. The client decides how long they are, and each entry costs more
//! memory than its text.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
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
