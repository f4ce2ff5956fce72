//! Values that may fit one of several schemas, and why a value fits none of them.

use std::mem;

use serde_json::value::RawValue;

use super::checker::Checker;
use crate::{
    arguments::{
        faults::Faults,
        raw::{self, Type},
        words::{Meant, Variants},
    },
    schema::{Path, Schema, ValueKind},
    wire::unquote,
};

impl Checker<'_> {
    /// A value of another kind than the one that is shown: a hidden branch may take it.
    pub(super) fn otherwise(&mut self, schema: &Schema, json: &str, path: &Path<'_>) {
        match schema.hidden_branches.iter().find(|other| is_of(&other.kind, json)) {
            Some(other) => self.value(other, json, path),
            None => self.misfit(schema, json, path),
        }
    }

    /// Takes the first schema that the value fits as it came, or else the first that it fits when it is corrected.
    pub(super) fn any_of(&mut self, schema: &Schema, branches: &[Schema], json: &str, path: &Path<'_>) {
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

    /// Checks the value by one schema of several, and gives the faults apart from those that were found before.
    pub(super) fn attempt(
        &mut self,
        schema: &Schema,
        json: &str,
        path: &Path<'_>,
        exact: bool,
        faults: Faults,
    ) -> Faults {
        let (exact, faults) = (mem::replace(&mut self.exact, exact), mem::replace(&mut self.faults, faults));
        let left = self.left;
        self.value(schema, json, path);
        self.exact = exact;
        let found = mem::replace(&mut self.faults, faults);
        if found.count > 0 {
            // The value will be checked by another schema, and counts once.
            self.left = left;
        }
        found
    }

    /// Notes the faults by the variant that the value names, or that it does not name one. Where names do not tell the
    /// schemas apart, notes the faults by the schema that the value is nearest to.
    fn explain(&mut self, schema: &Schema, branches: &[Schema], json: &str, path: &Path<'_>) {
        let text = unquote(json).filter(|_| !self.exact);
        let inner = text.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok()).map(RawValue::get);
        let json = inner.filter(|inner| raw::type_of(inner) == Some(Type::Object)).unwrap_or(json);

        let meant = Variants::of(branches).map_or(Meant::Unsaid, |variants| variants.meant(json, path));
        let faults = match meant {
            Meant::None(fault) => return self.faults.add(|| fault),
            Meant::These(variants) => self.faults_by_nearest(variants, json, path),
            // That the value as a whole does not fit one schema tells nothing about the others.
            Meant::Unsaid => self.faults_by_nearest(branches, json, path).filter(|faults| faults.are_within(path)),
        };
        match faults {
            Some(faults) => self.faults.append(faults),
            None => self.misfit(schema, json, path),
        }
    }

    /// The faults by the schema that the value is nearest to.
    fn faults_by_nearest<'s>(
        &mut self,
        schemas: impl IntoIterator<Item = &'s Schema>,
        json: &str,
        path: &Path<'_>,
    ) -> Option<Faults> {
        let exact = self.exact;
        let distance = |schema: &&Schema| {
            (!is_of(&schema.kind, json), self.attempt(schema, json, path, exact, Faults::counted()).count)
        };
        let nearest = schemas.into_iter().min_by_key(distance)?;
        Some(self.attempt(nearest, json, path, exact, Faults::listed()))
    }
}

/// Whether a value has the JSON type that this kind wants. It may have faults.
fn is_of(kind: &ValueKind, json: &str) -> bool {
    match (kind, raw::type_of(json)) {
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
