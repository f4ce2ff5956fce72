//! Why a value fits none of several schemas.

use serde_json::value::RawValue;

use super::{Walk, is_of};
use crate::{
    arguments::{
        fault::Faults,
        json::{self, Type},
        variants::{Meant, Variants},
    },
    schema::{Path, Schema},
};

impl Walk<'_> {
    /// Notes the faults by the variant that the value names, or that it names none; where names do not tell the schemas
    /// apart, the faults by the schema that the value misses least.
    pub(super) fn explain(&mut self, schema: &Schema, branches: &[Schema], json: &str, path: &Path<'_>) {
        let text = json::unquote(json).filter(|_| !self.exact);
        let inner = text.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok()).map(RawValue::get);
        let json = inner.filter(|inner| json::type_of(inner) == Some(Type::Object)).unwrap_or(json);

        let meant = Variants::of(branches).map_or(Meant::Unsaid, |variants| variants.meant(json, path));
        let faults = match meant {
            Meant::None(fault) => return self.faults.add(|| fault),
            Meant::These(variants) => self.least(variants, json, path),
            // That the value as a whole misses one of them says nothing of the others.
            Meant::Unsaid => self.least(branches, json, path).filter(|faults| faults.are_within(path)),
        };
        match faults {
            Some(faults) => self.faults.append(faults),
            None => self.misfit(schema, json, path),
        }
    }

    /// The faults by the schema that the value misses least.
    fn least<'s>(
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
