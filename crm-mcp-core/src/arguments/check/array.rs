//! Arrays, and the strings that stand in place of an array or an object.

use std::{collections::HashSet, ops::ControlFlow};

use serde_json::{Value, value::RawValue};

use super::checker::Checker;
use crate::{
    arguments::{
        faults::Faults,
        raw::{self, Type},
        words::{Described, Expected},
    },
    schema::{ArraySchema, Path, Schema, ValueKind},
    wire::unquote,
};

impl Checker<'_> {
    pub(super) fn array(&mut self, schema: &Schema, wanted: &ArraySchema, json: &str, path: &Path<'_>) {
        let mut count = 0;
        let mut distinct = HashSet::new();
        self.sound.push('[');
        let parsed = raw::items(json, |item| {
            let path = Path::Item(path, count);
            count += 1;
            if wanted.length.are_passed_by(count) {
                // The array is refused for its length, so the items that follow are only counted.
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

    /// A string in place of an object or an array: it holds the JSON of one, or is the only item of the array.
    pub(super) fn quoted(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        let wanted = if matches!(schema.kind, ValueKind::Object(_)) { Type::Object } else { Type::Array };
        let text = unquote(json).filter(|_| !self.exact);
        let inner = text.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        match (inner.map(RawValue::get), &schema.kind) {
            (Some(inner), _) if raw::type_of(inner) == Some(wanted) => self.value(schema, inner, path),
            (_, ValueKind::Array(array)) if array.takes_bare && text.as_deref().is_some_and(is_an_item) => {
                self.bare(schema, array, json, path);
            }
            _ => self.otherwise(schema, json, path),
        }
    }

    /// A string in place of an array that has it as its only item.
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
}

/// Whether a text can be an item, rather than nothing or an array that is not valid JSON.
fn is_an_item(text: &str) -> bool {
    !text.is_empty() && !text.trim_start().starts_with(['[', '{'])
}
