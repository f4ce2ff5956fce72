//! The range of a number or a length.

use std::ops::{Bound, RangeBounds};

use serde::{Serialize, ser::SerializeMap};

/// The range that a number or a length must be in.
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

/// The formats by which schemars names those of Rust's integers whose limits it does not state, with the limits.
const WORDS: [(&str, i128, i128); 6] = [
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
    ("int", isize::MIN as i128, isize::MAX as i128),
    ("uint", 0, usize::MAX as i128),
];

impl Limits<i128> {
    /// Each end that is missing becomes that of the Rust type with this format.
    pub(super) fn within_word(self, format: &str) -> Self {
        let Some((_, min, max)) = WORDS.into_iter().find(|(name, ..)| *name == format) else { return self };
        let end = |bound, end| if bound == Bound::Unbounded { Bound::Included(end) } else { bound };
        Self { min: end(self.min, min), max: end(self.max, max) }
    }

    /// Without the ends that only come from the size of a Rust type, which tell a model nothing.
    pub(crate) fn telling(self) -> Self {
        let told = |end| end == 0 || !WORDS.iter().any(|(_, min, max)| end == *min || end == *max);
        let telling = |bound| match bound {
            Bound::Included(end) if !told(end) => Bound::Unbounded,
            bound => bound,
        };
        Self { min: telling(self.min), max: telling(self.max) }
    }
}

impl Limits<usize> {
    /// Whether this count is above the range already.
    pub(crate) fn are_passed_by(&self, count: usize) -> bool {
        match self.max {
            Bound::Included(max) => count > max,
            Bound::Excluded(max) => count >= max,
            Bound::Unbounded => false,
        }
    }

    /// Without a minimum of 1, which only keeps a string from being empty: a model need not be told that, and where the
    /// string is optional an empty one counts as absent.
    pub(super) fn telling(self) -> Self {
        let min = if self.min == Bound::Included(1) { Bound::Unbounded } else { self.min };
        Self { min, ..self }
    }
}

impl<T: Serialize> Limits<T> {
    /// Renders the ends that there are, under these keywords.
    pub(super) fn render<M: SerializeMap>(&self, map: &mut M, keywords: &LimitKeywords) -> Result<(), M::Error> {
        for (bound, included, excluded) in
            [(&self.min, keywords.min, keywords.above), (&self.max, keywords.max, keywords.below)]
        {
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
pub(super) struct LimitKeywords {
    pub(super) min: &'static str,
    pub(super) max: &'static str,
    pub(super) above: &'static str,
    pub(super) below: &'static str,
}

impl LimitKeywords {
    pub(super) const NUMBER: Self =
        Self { min: "minimum", max: "maximum", above: "exclusiveMinimum", below: "exclusiveMaximum" };
    pub(super) const STRING: Self = Self::length("minLength", "maxLength");
    pub(super) const ARRAY: Self = Self::length("minItems", "maxItems");

    /// The ends of a length are always included.
    const fn length(min: &'static str, max: &'static str) -> Self {
        Self { min, max, above: "", below: "" }
    }
}
