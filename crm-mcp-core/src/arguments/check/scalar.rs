//! Values that hold no other values: strings, numbers, booleans.

use super::checker::Checker;
use crate::{
    arguments::{
        raw,
        words::{Described, Expected, Fitting},
    },
    schema::{IntegerSchema, Limits, Path, Schema, StringSchema},
    wire::{Fault, near},
};

impl Checker<'_> {
    pub(super) fn string(&mut self, schema: &Schema, wanted: &StringSchema, json: &str, path: &Path<'_>) {
        if !wanted.takes_any() {
            let Some(text) = raw::text(json) else { return self.garbled(path, "an unpaired surrogate escape") };
            if !wanted.takes(&text) {
                let words = wanted.choices.iter().map(|choice| choice.word.as_str());
                return self.faults.add(|| Fault {
                    suggestion: near::nearest(&text, words),
                    ..Fault::new(path, Expected(schema), Described(json))
                });
            }
        }
        if json.starts_with('"') { self.sound.push_str(json) } else { self.write(format_args!("\"{json}\"")) }
    }

    pub(super) fn integer(&mut self, schema: &Schema, wanted: &IntegerSchema, json: &str, path: &Path<'_>) {
        let value = self.literal(json).and_then(raw::integer);
        match value.filter(|value| wanted.is_multiple(*value)) {
            Some(value) if wanted.limits.contain(&value) => self.write(value),
            Some(value) if wanted.limits.telling().contain(&value) => {
                self.fault(path, Fitting(wanted), Described(json));
            }
            _ => self.misfit(schema, json, path),
        }
    }

    pub(super) fn number(&mut self, schema: &Schema, wanted: &Limits<f64>, json: &str, path: &Path<'_>) {
        let value = self.literal(json).and_then(|literal| literal.parse().ok());
        match value.filter(|value: &f64| value.is_finite() && wanted.contain(value)) {
            Some(value) if json.starts_with('"') => self.write(value),
            Some(_) => self.sound.push_str(json),
            None => self.misfit(schema, json, path),
        }
    }

    pub(super) fn boolean(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        match self.literal(json) {
            Some(literal) if literal.eq_ignore_ascii_case("true") => self.sound.push_str("true"),
            Some(literal) if literal.eq_ignore_ascii_case("false") => self.sound.push_str("false"),
            _ => self.misfit(schema, json, path),
        }
    }

    /// The text of a number or a boolean, with or without quotation marks.
    fn literal<'a>(&self, json: &'a str) -> Option<&'a str> {
        match json.strip_prefix('"') {
            Some(_) if self.exact => None,
            Some(quoted) => quoted.strip_suffix('"').map(str::trim),
            None => Some(json),
        }
    }
}
