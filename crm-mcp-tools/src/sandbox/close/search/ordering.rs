//! The order of what was found.

use std::cmp::{Ordering as Compared, Reverse};

use jiff::Timestamp;
use serde_json::Value;

use super::{
    place::Place,
    refused::{self, BadSearch},
    searched::{FieldType, SearchedType},
    world::World,
};
use crate::sandbox::kit::object::{Object, Properties as _};

/// One thing that objects are put in order by.
#[derive(Debug)]
pub(crate) struct Ordering {
    by: Place,
    is_descending: bool,
}

/// What an object is put in order by. Objects without a value come last, whatever the direction.
#[derive(Debug, PartialEq)]
enum Rank {
    Number(f64),
    Moment(Timestamp),
    Text(String),
}

impl Ordering {
    /// Reads the orderings of a search for objects of these types.
    pub(crate) fn read(
        sort: Option<&Value>,
        about: &[&'static SearchedType],
        world: &World,
    ) -> Result<Vec<Self>, BadSearch> {
        let items = match sort {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(BadSearch::new("sort", "sort is a list")),
        };
        let ordering = |(index, item): (usize, &Value)| Self::one(item, about, world, &format!("sort.{index}"));
        items.iter().enumerate().map(ordering).collect()
    }

    fn one(item: &Value, about: &[&'static SearchedType], world: &World, at: &str) -> Result<Self, BadSearch> {
        let item = item.as_object().ok_or_else(|| BadSearch::new(at, "an order is an object"))?;
        refused::only(item, &["direction", "field"], at)?;
        let by = Place::read(item.get("field"), about, world, at)?;
        if !matches!(by.holds, FieldType::Number | FieldType::Moment | FieldType::Text) {
            return Err(BadSearch::new(at, format!("results cannot be sorted by {}", by.name)));
        }
        match item.text("direction") {
            "asc" => Ok(Self { by, is_descending: false }),
            "desc" => Ok(Self { by, is_descending: true }),
            _ => Err(BadSearch::new(at, "direction must be asc or desc")),
        }
    }

    fn compare(&self, kind: &SearchedType, one: &Object, other: &Object, world: &World) -> Compared {
        let rank = |object| {
            let value = world.values(kind, object, &self.by.name).into_iter().next();
            value.and_then(|value| Rank::of(&value, self.by.holds, world))
        };
        match (rank(one), rank(other)) {
            (Some(one), Some(other)) if self.is_descending => other.compare(&one),
            (Some(one), Some(other)) => one.compare(&other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        }
    }
}

impl Rank {
    fn of(value: &Value, holds: FieldType, world: &World) -> Option<Self> {
        match holds {
            FieldType::Number => value.as_f64().map(Self::Number),
            FieldType::Moment => world.present.read(value.as_str()?).map(Self::Moment),
            _ => value.as_str().map(|text| Self::Text(text.to_lowercase())),
        }
    }

    fn compare(&self, other: &Self) -> Compared {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Moment(one), Self::Moment(other)) => one.cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            _ => Compared::Equal,
        }
    }
}

/// Puts objects in order: by the orderings, then the newest first.
pub(crate) fn put_in_order(found: &mut [(&'static SearchedType, &Object)], orderings: &[Ordering], world: &World) {
    found.sort_by_key(|(_, object)| Reverse((object.text("date_created").to_owned(), object.text("id").to_owned())));
    found.sort_by(|(kind, one), (_, other)| {
        let compared = orderings.iter().map(|ordering| ordering.compare(kind, one, other, world));
        compared.fold(Compared::Equal, Compared::then)
    });
}
