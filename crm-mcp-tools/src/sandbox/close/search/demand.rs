//! What a query demands of the value of a field.

use jiff::Timestamp;
use serde_json::Value;

use super::{
    place::Place,
    refused::{self, BadSearch},
    searched::FieldType,
    wording::Wording,
    world::World,
};
use crate::sandbox::kit::object::{Object, Properties as _};

/// A demand on a value.
#[derive(Debug)]
pub(crate) enum Demand {
    /// That there is one.
    Exists,
    Words(Wording),
    OneOf(Vec<String>),
    Flag(bool),
    Within(Bounds),
    During {
        on_or_after: Option<Timestamp>,
        before: Option<Timestamp>,
    },
}

/// Limits of a number.
#[derive(Debug, Default)]
pub(crate) struct Bounds {
    gt: Option<f64>,
    gte: Option<f64>,
    lt: Option<f64>,
    lte: Option<f64>,
}

impl Demand {
    /// Reads a condition on a value at this place.
    pub(crate) fn read(condition: Option<&Value>, place: &Place, world: &World, at: &str) -> Result<Self, BadSearch> {
        let condition = condition.and_then(Value::as_object);
        let condition = condition.ok_or_else(|| BadSearch::new(at, "condition is an object"))?;
        let only = |known: &[&str]| refused::only(condition, known, at);
        let kind = condition.text("type");
        if !fits(kind, place.holds) {
            return Err(BadSearch::new(at, format!("{} cannot have a condition of type {kind}", place.name)));
        }
        match kind {
            "exists" => only(&[]).map(|()| Self::Exists),
            "text" => {
                only(&["mode", "value"])?;
                Wording::read(condition, at).map(Self::Words)
            }
            "term" => {
                only(&["values"])?;
                texts(condition, "values", at).map(Self::OneOf)
            }
            "reference" => {
                only(&["reference_type", "object_ids"])?;
                check_reference(condition.text("reference_type"), place, at)?;
                texts(condition, "object_ids", at).map(Self::OneOf)
            }
            "current_user" => only(&[]).map(|()| Self::OneOf(vec![world.user.clone()])),
            "boolean" => {
                only(&["value"])?;
                let value = condition.get("value").and_then(Value::as_bool);
                value.map(Self::Flag).ok_or_else(|| BadSearch::new(at, "value is true or false"))
            }
            "number_range" => {
                only(&["gt", "gte", "lt", "lte"])?;
                Bounds::read(condition, at).map(Self::Within)
            }
            _ => {
                only(&["on_or_after", "before"])?;
                let moment = |name: &str| moment(condition, name, world, at);
                Ok(Self::During { on_or_after: moment("on_or_after")?, before: moment("before")? })
            }
        }
    }

    /// Whether a value meets it.
    pub(crate) fn is_met(&self, value: &Value, world: &World) -> bool {
        match self {
            Self::Exists => true,
            Self::Words(wording) => value.as_str().is_some_and(|text| wording.is_in(text)),
            Self::OneOf(texts) => value.as_str().is_some_and(|text| texts.iter().any(|other| other == text)),
            Self::Flag(flag) => value.as_bool() == Some(*flag),
            Self::Within(bounds) => value.as_f64().is_some_and(|number| bounds.hold(number)),
            Self::During { on_or_after, before } => {
                let moment = value.as_str().and_then(|text| world.present.read(text));
                moment.is_some_and(|moment| {
                    on_or_after.is_none_or(|first| moment >= first) && before.is_none_or(|end| moment < end)
                })
            }
        }
    }
}

/// Whether a field of this type can have a condition of this one. A condition that nobody knows fits none.
fn fits(condition: &str, holds: FieldType) -> bool {
    match condition {
        "exists" => true,
        "text" => matches!(holds, FieldType::Text | FieldType::Term),
        "term" => matches!(holds, FieldType::Text | FieldType::Term | FieldType::Reference(_)),
        "reference" => matches!(holds, FieldType::Reference(_)),
        "current_user" => holds == FieldType::Reference("user"),
        "boolean" => holds == FieldType::Flag,
        "number_range" => holds == FieldType::Number,
        "moment_range" => holds == FieldType::Moment,
        _ => false,
    }
}

fn check_reference(given: &str, place: &Place, at: &str) -> Result<(), BadSearch> {
    let fits = match place.holds {
        // Users and groups of them are asked for together where a custom field holds a user.
        FieldType::Reference("user") => matches!(given, "user" | "user_or_group"),
        FieldType::Reference(expected) => given == expected,
        _ => false,
    };
    if fits { Ok(()) } else { Err(BadSearch::new(at, format!("{} has no reference_type {given}", place.name))) }
}

fn texts(condition: &Object, name: &str, at: &str) -> Result<Vec<String>, BadSearch> {
    let texts = condition.list(name).and_then(|items| {
        let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
        texts.collect::<Option<Vec<_>>>()
    });
    texts.ok_or_else(|| BadSearch::new(at, format!("{name} is a list of texts")))
}

fn moment(condition: &Object, name: &str, world: &World, at: &str) -> Result<Option<Timestamp>, BadSearch> {
    match condition.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(moment)) => world.present.described(moment, &format!("{at}.{name}")).map(Some),
        Some(_) => Err(BadSearch::new(at, format!("{name} is an object that describes a moment"))),
    }
}

impl Bounds {
    fn read(condition: &Object, at: &str) -> Result<Self, BadSearch> {
        let bound = |name: &str| match condition.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => Ok(number.as_f64()),
            Some(_) => Err(BadSearch::new(at, format!("{name} is a number"))),
        };
        Ok(Self { gt: bound("gt")?, gte: bound("gte")?, lt: bound("lt")?, lte: bound("lte")? })
    }

    fn hold(&self, number: f64) -> bool {
        self.gt.is_none_or(|bound| number > bound)
            && self.gte.is_none_or(|bound| number >= bound)
            && self.lt.is_none_or(|bound| number < bound)
            && self.lte.is_none_or(|bound| number <= bound)
    }
}
