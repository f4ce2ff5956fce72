//! Schemas and values in words, as messages to a model have them.

mod described;
mod expected;
mod formats;
mod meant;
mod variants;

pub(crate) use described::Described;
pub(super) use expected::{Expected, FieldNames, Fitting, tells_format};
pub(super) use formats::Format;
pub(super) use meant::Meant;
pub(super) use variants::Variants;
