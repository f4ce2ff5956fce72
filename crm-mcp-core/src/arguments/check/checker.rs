//! The state of a check, and the choice of the check that suits a schema and a value.

use std::{
    borrow::Cow,
    fmt::{Display, Write},
    ops::ControlFlow,
};

use super::glance;
use crate::{
    arguments::{
        faults::Faults,
        names::Names,
        raw::{self, Type},
        repeated::Repeated,
        words::{Described, Expected},
    },
    schema::{Path, Schema, ValueKind},
    wire::Fault,
};

/// A check of arguments while it runs.
pub(crate) struct Checker<'n> {
    /// The names that are taken at the root besides those of the fields.
    pub(super) names: Names<'n>,
    /// The text that the tool's struct is decoded from. Without faults it is JSON that fits the schema.
    pub(super) sound: String,
    pub(super) renamed: Vec<Renamed>,
    /// The arguments that the client repeats in headers.
    pub(super) repeated: Vec<Repeated>,
    pub(super) faults: Faults,
    /// Whether nothing is corrected. It is how one of several schemas is chosen by the value as it came.
    pub(super) exact: bool,
    /// How many items and members may still come.
    pub(super) left: usize,
    /// The fault at the first one that is too many. It ends the check.
    pub(super) excess: Option<Fault>,
}

/// The items and members that all the arguments of a call may have together. What a model writes has far fewer. Each of
/// them costs more memory than its text, so the size of a message alone does not bound the memory of a call.
pub(crate) const MOST_VALUES: usize = 10_000;

/// The fault at the first value beyond [`MOST_VALUES`].
pub(crate) fn excess(path: impl Display) -> Fault {
    let expected = format_args!("at most {MOST_VALUES} items and fields in one call");
    Fault::new(path, expected, "more")
}

/// Arguments that fit their schema.
pub(crate) struct Sound<'a> {
    /// The text that came, where a glance was enough; else what the check wrote.
    pub(crate) json: Cow<'a, str>,
    /// The arguments that came by other names than they have in `json`.
    pub(crate) renamed: Vec<Renamed>,
}

/// An argument that came by another name than its field has.
pub(crate) struct Renamed {
    pub(crate) field: String,
    pub(crate) written: String,
}

impl<'n> Checker<'n> {
    fn new(names: Names<'n>, sound: String, faults: Faults, exact: bool) -> Self {
        Self { names, sound, renamed: Vec::new(), repeated: Vec::new(), faults, exact, left: MOST_VALUES, excess: None }
    }

    /// The arguments `json` as JSON that fits `schema`, or everything that is wrong with them. In both cases also those
    /// that the client repeats in headers, which are `None` if the check did not reach the end.
    pub(crate) fn check<'a>(
        json: &'a str,
        schema: &Schema,
        names: Names<'n>,
    ) -> (Result<Sound<'a>, Faults>, Option<Vec<Repeated>>) {
        let json = raw::or_empty_object(json);
        if glance::fits(json, schema) {
            return (Ok(Sound { json: json.into(), renamed: Vec::new() }), Some(Vec::new()));
        }
        Self::thorough(json, schema, names)
    }

    /// The same without a glance beforehand.
    pub(super) fn thorough(
        json: &str,
        schema: &Schema,
        names: Names<'n>,
    ) -> (Result<Sound<'static>, Faults>, Option<Vec<Repeated>>) {
        let mut checker = Self::new(names, String::with_capacity(json.len()), Faults::listed(), false);
        checker.value(schema, json, &Path::Root("arguments"));
        let Self { sound, renamed, repeated, mut faults, excess, .. } = checker;
        let repeated = excess.is_none().then_some(repeated);
        if let Some(excess) = excess {
            faults.end_with(excess);
        }
        (if faults.count == 0 { Ok(Sound { json: sound.into(), renamed }) } else { Err(faults) }, repeated)
    }

    /// Whether `json` fits `schema` as it is.
    pub(crate) fn fits(json: &str, schema: &Schema) -> bool {
        let mut checker = Checker::new(Names::NONE, String::new(), Faults::counted(), true);
        checker.value(schema, json, &Path::Root("arguments"));
        checker.faults.count == 0
    }

    /// Checks a value by a schema.
    pub(super) fn value(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        match (&schema.kind, raw::type_of(json)) {
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

    /// Counts so many items or members at this place, or in the value there.
    pub(super) fn spend(&mut self, count: usize, path: &Path<'_>) -> ControlFlow<()> {
        if let Some(left) = self.left.checked_sub(count) {
            self.left = left;
            return ControlFlow::Continue(());
        }
        self.excess.get_or_insert_with(|| excess(path));
        ControlFlow::Break(())
    }

    /// Breaks off if an excess has ended the check.
    pub(super) fn goes_on(&self) -> ControlFlow<()> {
        if self.excess.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// A value that may be anything.
    fn any(&mut self, json: &str, path: &Path<'_>) {
        if self.spend(raw::count(json), path).is_continue() {
            self.sound.push_str(json);
        }
    }

    /// Notes that the value is not what the schema wants.
    pub(super) fn misfit(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        self.fault(path, Expected(schema), Described(json));
    }

    /// Notes that a text is not JSON.
    pub(super) fn garbled(&mut self, path: &Path<'_>, reason: impl Display) {
        self.fault(path, "valid JSON", format_args!("text that does not parse ({reason})"));
    }

    pub(super) fn fault(&mut self, path: &Path<'_>, expected: impl Display, got: impl Display) {
        self.faults.add(|| Fault::new(path, expected, got));
    }

    pub(super) fn write(&mut self, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.sound, "{value}");
    }
}
