//! The one way over the arguments: compares them with the schema, notes all faults, and writes down what is meant.

mod explain;
mod object;
mod scalar;

use std::{
    collections::HashSet,
    fmt::{Display, Write},
    mem,
    ops::ControlFlow,
};

use serde_json::{Value, value::RawValue};

use super::{
    expected::Expected,
    fault::Faults,
    json::{self, Described, Type},
    names::Names,
    repeated::Repeated,
};
use crate::{
    schema::{ArraySchema, Path, Schema, ValueKind},
    wire::Fault,
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
    /// How many items and members may still come.
    left: usize,
    /// The fault at the first one beyond that. With it the walk ends.
    excess: Option<Fault>,
}

/// The items and members that all the arguments of a call may have together. What a model writes has far fewer; each
/// costs more memory than its text, so the size of a message alone would not bound what a call takes.
pub(crate) const MOST_VALUES: usize = 10_000;

/// The fault at the first value beyond that number.
pub(super) fn excess(path: impl Display) -> Fault {
    let expected = format_args!("at most {MOST_VALUES} items and fields in one call");
    Fault::new(path, expected, "more")
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
        Self { names, sound, renamed: Vec::new(), repeated: Vec::new(), faults, exact, left: MOST_VALUES, excess: None }
    }

    /// The arguments `json` as JSON that fits `schema`, or everything that is wrong with them. Beside that, fitting or
    /// not, the values that the client repeats in headers. They are `None` if the walk did not come to the end.
    pub(super) fn over(
        json: &str,
        schema: &Schema,
        names: Names<'n>,
    ) -> (Result<Sound, Faults>, Option<Vec<Repeated>>) {
        let mut walk = Self::new(names, String::with_capacity(json.len()), Faults::listed(), false);
        walk.value(schema, json::or_empty_object(json), &Path::Root("arguments"));
        let Self { sound, renamed, repeated, mut faults, excess, .. } = walk;
        let repeated = excess.is_none().then_some(repeated);
        if let Some(excess) = excess {
            faults.end_with(excess);
        }
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
            (ValueKind::Any, _) => self.any(json, path),
            (ValueKind::Boolean, Some(Type::Boolean)) => self.sound.push_str(json),
            (_, Some(Type::Null)) if schema.nullable => self.sound.push_str(json),
            (ValueKind::Object(wanted), Some(Type::Object)) => self.object(wanted, json, path),
            (ValueKind::Array(wanted), Some(Type::Array)) => self.array(schema, wanted, json, path),
            (ValueKind::Object(_) | ValueKind::Array(_), Some(Type::String)) => self.quoted(schema, json, path),
            (ValueKind::String(wanted), Some(Type::String)) => self.string(schema, wanted, json, path),
            (ValueKind::String(wanted), Some(Type::Number)) if !self.exact => self.string(schema, wanted, json, path),
            (ValueKind::Integer(wanted), Some(Type::Number | Type::String)) => self.integer(schema, wanted, json, path),
            (ValueKind::Number(wanted), Some(Type::Number | Type::String)) => self.number(schema, wanted, json, path),
            (ValueKind::Boolean, Some(Type::String)) => self.boolean(schema, json, path),
            (ValueKind::AnyOf(branches), _) => self.any_of(schema, branches, json, path),
            (_, Some(_)) => self.otherwise(schema, json, path),
            (_, None) => self.garbled(path, "no value begins like this"),
        }
    }

    /// Takes account of so many items or members, at this place or in the value there.
    fn spend(&mut self, count: usize, path: &Path<'_>) -> ControlFlow<()> {
        if let Some(left) = self.left.checked_sub(count) {
            self.left = left;
            return ControlFlow::Continue(());
        }
        self.excess.get_or_insert_with(|| excess(path));
        ControlFlow::Break(())
    }

    /// Whether the walk has come to its end before the arguments have.
    fn goes_on(&self) -> ControlFlow<()> {
        if self.excess.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// A value of which nothing is said. It will be decoded all the same.
    fn any(&mut self, json: &str, path: &Path<'_>) {
        if self.spend(json::count(json), path).is_continue() {
            self.sound.push_str(json);
        }
    }

    fn array(&mut self, schema: &Schema, wanted: &ArraySchema, json: &str, path: &Path<'_>) {
        let mut count = 0;
        let mut distinct = HashSet::new();
        self.sound.push('[');
        let parsed = json::items(json, |item| {
            let path = Path::Item(path, count);
            count += 1;
            if wanted.length.are_passed_by(count) {
                // The array is refused, so its other items are counted only.
                return ControlFlow::Continue(());
            }
            self.spend(1, &path)?;
            if count > 1 {
                self.sound.push(',');
            }
            let start = self.sound.len();
            self.value(&wanted.items, item, &path);
            if wanted.unique {
                let value = serde_json::from_str::<Value>(&self.sound[start..]);
                if value.is_ok_and(|value| !distinct.insert(value)) {
                    self.fault(&path, "an item that is not there yet", Described(item));
                }
            }
            self.goes_on()
        });
        self.sound.push(']');
        if self.excess.is_some() {
            return;
        }
        match parsed {
            Ok(()) if wanted.length.contain(&count) => {}
            Ok(()) => self.fault(path, Expected(schema), format_args!("{count} items")),
            Err(error) => self.garbled(path, error),
        }
    }

    /// A string in place of an object or an array: with the JSON of one in it, or the only item of the array.
    fn quoted(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        let wanted = if matches!(schema.kind, ValueKind::Object(_)) { Type::Object } else { Type::Array };
        let text = json::unquote(json).filter(|_| !self.exact);
        let inner = text.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        match (inner.map(RawValue::get), &schema.kind) {
            (Some(inner), _) if json::type_of(inner) == Some(wanted) => self.value(schema, inner, path),
            (_, ValueKind::Array(array)) if array.takes_bare && text.as_deref().is_some_and(is_an_item) => {
                self.bare(schema, array, json, path);
            }
            _ => self.otherwise(schema, json, path),
        }
    }

    /// A text in place of a list that has only this item.
    fn bare(&mut self, schema: &Schema, wanted: &ArraySchema, json: &str, path: &Path<'_>) {
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
        match schema.hidden_branches.iter().find(|other| is_of(&other.kind, json)) {
            Some(other) => self.value(other, json, path),
            None => self.misfit(schema, json, path),
        }
    }

    /// The first schema that the value fits as it came; else the first that it fits when put right.
    fn any_of(&mut self, schema: &Schema, branches: &[Schema], json: &str, path: &Path<'_>) {
        let start = self.sound.len();
        for &exact in if self.exact { &[true][..] } else { &[true, false] } {
            for branch in branches {
                let faults = self.attempt(branch, json, path, exact, Faults::counted());
                if faults.count == 0 || self.excess.is_some() {
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
        let left = self.left;
        self.value(schema, json, path);
        self.exact = exact;
        let found = mem::replace(&mut self.faults, faults);
        if found.count > 0 {
            // What did not fit is looked at once more, by another schema.
            self.left = left;
        }
        found
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
fn is_of(kind: &ValueKind, json: &str) -> bool {
    match (kind, json::type_of(json)) {
        (ValueKind::Any, _)
        | (ValueKind::Object(_), Some(Type::Object))
        | (ValueKind::Array(_), Some(Type::Array))
        | (ValueKind::String(_), Some(Type::String))
        | (ValueKind::Integer(_) | ValueKind::Number(_), Some(Type::Number))
        | (ValueKind::Boolean, Some(Type::Boolean)) => true,
        (ValueKind::AnyOf(branches), _) => branches.iter().any(|branch| is_of(&branch.kind, json)),
        _ => false,
    }
}
