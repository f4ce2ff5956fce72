//! From where to where a number, or a length, may go.

use std::ops::{Bound, RangeBounds};

use serde::{Serialize, ser::SerializeMap};

/// The range that a number or a length has to lie in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits<T> {
    pub(crate) min: Bound<T>,
    pub(crate) max: Bound<T>,
}

impl<T> Default for Limits<T> {
    fn default() -> Self {
        Self { min: Bound::Unbounded, max: Bound::Unbounded }
    }
}

impl<T: PartialOrd> Limits<T> {
    pub(crate) fn contain(&self, value: &T) -> bool {
        (self.min.as_ref(), self.max.as_ref()).contains(value)
    }
}

impl Limits<i128> {
    /// Without the ends that only come from the size of a machine word: they tell nobody anything.
    pub(crate) fn telling(self) -> Self {
        let telling = |bound| match bound {
            Bound::Included(end) if WORD_LIMITS.contains(&end) => Bound::Unbounded,
            bound => bound,
        };
        Self { min: telling(self.min), max: telling(self.max) }
    }
}

const WORD_LIMITS: [i128; 6] =
    [i32::MIN as i128, i32::MAX as i128, u32::MAX as i128, i64::MIN as i128, i64::MAX as i128, u64::MAX as i128];

impl<T: Serialize> Limits<T> {
    /// Renders the ends that exist under these names: minimum, maximum, and the same without the end itself.
    pub(super) fn render<M: SerializeMap>(&self, map: &mut M, names: &Names) -> Result<(), M::Error> {
        for (bound, included, excluded) in [(&self.min, names.min, names.above), (&self.max, names.max, names.below)] {
            match bound {
                Bound::Included(value) => map.serialize_entry(included, value)?,
                Bound::Excluded(value) => map.serialize_entry(excluded, value)?,
                Bound::Unbounded => {}
            }
        }
        Ok(())
    }
}

/// The keywords of JSON Schema for the two ends of a range.
pub(super) struct Names {
    pub(super) min: &'static str,
    pub(super) max: &'static str,
    pub(super) above: &'static str,
    pub(super) below: &'static str,
}

impl Names {
    pub(super) const NUMBER: Self =
        Self { min: "minimum", max: "maximum", above: "exclusiveMinimum", below: "exclusiveMaximum" };
    pub(super) const STRING: Self = Self::length("minLength", "maxLength");
    pub(super) const ARRAY: Self = Self::length("minItems", "maxItems");

    /// A length has no ends that are themselves excluded.
    const fn length(min: &'static str, max: &'static str) -> Self {
        Self { min, max, above: "", below: "" }
    }
}
