//! The one way over the arguments: compares them with the schema, notes all faults, and writes down what is meant.

mod explain;
mod object;

use std::{
    collections::HashSet,
    fmt::{Display, Write},
    mem,
};

use serde_json::{Value, value::RawValue};

use super::{
    expected::{Expected, Fitting},
    fault::{Fault, Faults},
    json::{self, Described, Type},
    names::Names,
    repeated::Repeated,
};
use crate::{
    near,
    schema::{Array, Integer, Kind, Limits, Path, Schema, Text},
};

pub(super) struct Walk<'n> {
    /// What is taken at the root beside the fields.
    names: Names<'n>,
    /// What the tool's struct will be decoded from. Without faults it is JSON that fits the schema.
    sound: String,
    renamed: Vec<Renamed>,
    /// What the client repeats in headers.
    repeated: Vec<Repeated>,
    faults: Faults,
    /// Whether nothing is put right: so one of several schemas is chosen by what really came.
    exact: bool,
}

/// Arguments that fit their schema.
pub(super) struct Sound {
    pub(super) json: String,
    /// The arguments that came by other names than they have in `json`.
    pub(super) renamed: Vec<Renamed>,
}

pub(super) struct Renamed {
    pub(super) field: String,
    pub(super) written: String,
}

impl<'n> Walk<'n> {
    fn new(names: Names<'n>, sound: String, faults: Faults, exact: bool) -> Self {
        Self { names, sound, renamed: Vec::new(), repeated: Vec::new(), faults, exact }
    }

    /// The arguments `json` as JSON that fits `schema`, or everything that is wrong with them. Beside that, fitting or
    /// not, the values that the client repeats in headers.
    pub(super) fn over(json: &str, schema: &Schema, names: Names<'n>) -> (Result<Sound, Faults>, Vec<Repeated>) {
        let mut walk = Self::new(names, String::with_capacity(json.len()), Faults::listed(), false);
        let json = json.trim_matches([' ', '\t', '\n', '\r']);
        walk.value(schema, if json::is_empty(json) { "{}" } else { json }, &Path::Root("arguments"));
        let Self { sound, renamed, repeated, faults, .. } = walk;
        (if faults.count == 0 { Ok(Sound { json: sound, renamed }) } else { Err(faults) }, repeated)
    }

    /// Whether `json` fits `schema` as it is.
    pub(super) fn fits(json: &str, schema: &Schema) -> bool {
        let mut walk = Walk::new(Names::NONE, String::new(), Faults::counted(), true);
        walk.value(schema, json, &Path::Root("arguments"));
        walk.faults.count == 0
    }

    fn value(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        match (&schema.kind, json::type_of(json)) {
            (Kind::Any, _) | (Kind::Boolean, Some(Type::Boolean)) => self.sound.push_str(json),
            (_, Some(Type::Null)) if schema.nullable => self.sound.push_str(json),
            (Kind::Object(wanted), Some(Type::Object)) => self.object(wanted, json, path),
            (Kind::Array(wanted), Some(Type::Array)) => self.array(schema, wanted, json, path),
            (Kind::Object(_) | Kind::Array(_), Some(Type::String)) => self.quoted(schema, json, path),
            (Kind::String(wanted), Some(Type::String)) => self.string(schema, wanted, json, path),
            (Kind::String(wanted), Some(Type::Number)) if !self.exact => self.string(schema, wanted, json, path),
            (Kind::Integer(wanted), Some(Type::Number | Type::String)) => self.integer(schema, wanted, json, path),
            (Kind::Number(wanted), Some(Type::Number | Type::String)) => self.number(schema, wanted, json, path),
            (Kind::Boolean, Some(Type::String)) => self.boolean(schema, json, path),
            (Kind::AnyOf(branches), _) => self.any_of(schema, branches, json, path),
            (_, Some(_)) => self.otherwise(schema, json, path),
            (_, None) => self.garbled(path, "no value begins like this"),
        }
    }

    fn array(&mut self, schema: &Schema, wanted: &Array, json: &str, path: &Path<'_>) {
        let mut count = 0;
        let mut distinct = HashSet::new();
        self.sound.push('[');
        let parsed = json::items(json, |item| {
            if count > 0 {
                self.sound.push(',');
            }
            let (path, start) = (Path::Item(path, count), self.sound.len());
            self.value(&wanted.items, item, &path);
            count += 1;
            if wanted.unique {
                let value = serde_json::from_str::<Value>(&self.sound[start..]);
                if value.is_ok_and(|value| !distinct.insert(value)) {
                    self.fault(&path, "an item that is not there yet", Described(item));
                }
            }
        });
        self.sound.push(']');
        match parsed {
            Ok(()) if wanted.length.contain(&count) => {}
            Ok(()) => self.fault(path, Expected(schema), format_args!("{count} items")),
            Err(error) => self.garbled(path, error),
        }
    }

    /// A string in place of an object or an array: with the JSON of one in it, or the only item of the array.
    fn quoted(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        let wanted = if matches!(schema.kind, Kind::Object(_)) { Type::Object } else { Type::Array };
        let text = json::unquote(json).filter(|_| !self.exact);
        let inner = text.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        match (inner.map(RawValue::get), &schema.kind) {
            (Some(inner), _) if json::type_of(inner) == Some(wanted) => self.value(schema, inner, path),
            (_, Kind::Array(array)) if array.takes_bare && text.as_deref().is_some_and(is_an_item) => {
                self.bare(schema, array, json, path);
            }
            _ => self.otherwise(schema, json, path),
        }
    }

    /// A text in place of a list that has only this item.
    fn bare(&mut self, schema: &Schema, wanted: &Array, json: &str, path: &Path<'_>) {
        let start = self.sound.len();
        self.sound.push('[');
        let faults = self.attempt(&wanted.items, json, path, self.exact, Faults::counted());
        if faults.count == 0 && wanted.length.contain(&1) {
            return self.sound.push(']');
        }
        self.sound.truncate(start);
        self.misfit(schema, json, path);
    }

    /// A value of another kind than the one that is shown.
    fn otherwise(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        match schema.beside.iter().find(|other| is_of(&other.kind, json)) {
            Some(other) => self.value(other, json, path),
            None => self.misfit(schema, json, path),
        }
    }

    fn string(&mut self, schema: &Schema, wanted: &Text, json: &str, path: &Path<'_>) {
        if !wanted.takes_any() {
            let Some(text) = json::text(json) else { return self.garbled(path, "half a surrogate pair") };
            let chosen = wanted.choices.is_empty() || wanted.choices.iter().any(|choice| choice.word == text);
            let matches = || wanted.pattern.as_ref().is_none_or(|pattern| pattern.is_match(&text));
            if !(chosen && wanted.length.contain(&text.chars().count()) && matches()) {
                let words = wanted.choices.iter().map(|choice| choice.word.as_str());
                return self.faults.add(|| Fault {
                    suggestion: near::nearest(&text, words),
                    ..Fault::new(path, Expected(schema), Described(json))
                });
            }
        }
        if json.starts_with('"') { self.sound.push_str(json) } else { self.write(format_args!("\"{json}\"")) }
    }

    fn integer(&mut self, schema: &Schema, wanted: &Integer, json: &str, path: &Path<'_>) {
        let value = self.literal(json).and_then(integer);
        match value.filter(|value| wanted.multiple_of.is_none_or(|multiple| value.checked_rem(multiple) == Some(0))) {
            Some(value) if wanted.limits.contain(&value) => self.write(value),
            Some(value) if wanted.limits.telling().contain(&value) => {
                self.fault(path, Fitting(wanted), Described(json));
            }
            _ => self.misfit(schema, json, path),
        }
    }

    fn number(&mut self, schema: &Schema, wanted: &Limits<f64>, json: &str, path: &Path<'_>) {
        let value = self.literal(json).and_then(|literal| literal.parse().ok());
        match value.filter(|value: &f64| value.is_finite() && wanted.contain(value)) {
            Some(value) if json.starts_with('"') => self.write(value),
            Some(_) => self.sound.push_str(json),
            None => self.misfit(schema, json, path),
        }
    }

    fn boolean(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        match self.literal(json) {
            Some(literal) if literal.eq_ignore_ascii_case("true") => self.sound.push_str("true"),
            Some(literal) if literal.eq_ignore_ascii_case("false") => self.sound.push_str("false"),
            _ => self.misfit(schema, json, path),
        }
    }

    /// The text of a number or a boolean, be it in quotation marks or not.
    fn literal<'a>(&self, json: &'a str) -> Option<&'a str> {
        match json.strip_prefix('"') {
            Some(_) if self.exact => None,
            Some(quoted) => quoted.strip_suffix('"').map(str::trim),
            None => Some(json),
        }
    }

    /// The first schema that the value fits as it came; else the first that it fits when put right.
    fn any_of(&mut self, schema: &Schema, branches: &[Schema], json: &str, path: &Path<'_>) {
        let start = self.sound.len();
        for &exact in if self.exact { &[true][..] } else { &[true, false] } {
            for branch in branches {
                if self.attempt(branch, json, path, exact, Faults::counted()).count == 0 {
                    return;
                }
                self.sound.truncate(start);
            }
        }
        if self.faults.have_room() {
            self.explain(schema, branches, json, path);
        } else {
            self.misfit(schema, json, path);
        }
    }

    /// Compares the value with one schema of several, its faults apart from the others.
    fn attempt(&mut self, schema: &Schema, json: &str, path: &Path<'_>, exact: bool, faults: Faults) -> Faults {
        let (exact, faults) = (mem::replace(&mut self.exact, exact), mem::replace(&mut self.faults, faults));
        self.value(schema, json, path);
        self.exact = exact;
        mem::replace(&mut self.faults, faults)
    }

    fn misfit(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        self.fault(path, Expected(schema), Described(json));
    }

    fn garbled(&mut self, path: &Path<'_>, reason: impl Display) {
        self.fault(path, "valid JSON", format_args!("text that is not ({reason})"));
    }

    fn fault(&mut self, path: &Path<'_>, expected: impl Display, got: impl Display) {
        self.faults.add(|| Fault::new(path, expected, got));
    }

    fn write(&mut self, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.sound, "{value}");
    }
}

/// Whether a text can be the item of a list, rather than nothing or a list that is not JSON.
fn is_an_item(text: &str) -> bool {
    !text.is_empty() && !text.trim_start().starts_with(['[', '{'])
}

/// Whether a value is of the type that is wanted, though perhaps not as it should be.
fn is_of(kind: &Kind, json: &str) -> bool {
    match (kind, json::type_of(json)) {
        (Kind::Any, _)
        | (Kind::Object(_), Some(Type::Object))
        | (Kind::Array(_), Some(Type::Array))
        | (Kind::String(_), Some(Type::String))
        | (Kind::Integer(_) | Kind::Number(_), Some(Type::Number))
        | (Kind::Boolean, Some(Type::Boolean)) => true,
        (Kind::AnyOf(branches), _) => branches.iter().any(|branch| is_of(&branch.kind, json)),
        _ => false,
    }
}

/// The integer that a number is, also if it is written `20.0` or `2e1`.
fn integer(literal: &str) -> Option<i128> {
    /// From it on an `f64` cannot tell one integer from the next.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    literal.parse().ok().or_else(|| {
        let value: f64 = literal.parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "it is integral and within i128")]
        (value.fract() == 0.0 && value.abs() < EXACT).then_some(value as i128)
    })
}
