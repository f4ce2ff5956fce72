//! From the JSON of a call to the struct that its tool takes.
//!
//! One [check](check) reads the text once: it compares it with the tool's schema, notes every fault, corrects what models
//! often get slightly wrong, and writes the result. The struct is decoded from that text. No tree of values is built.
//! Where a glance tells that the check would change nothing, the struct is decoded from the text that came.
//! If the struct's type still refuses it, the [search](refused) for the reasons is slow and thorough.

mod check;
mod faults;
mod fields;
mod input;
mod names;
mod raw;
mod refused;
mod repeated;
mod shape;
#[cfg(test)]
mod tests;
mod typed;
mod words;

pub(crate) use check::MOST_VALUES;
pub(crate) use fields::Field;
pub use input::{Input, NoArguments};
pub(crate) use names::{Ignored, Names};
pub(crate) use raw::{count as count_values, integer};
pub(crate) use repeated::Repeated;
pub(crate) use shape::{Shape, ShapeKind};
pub use typed::Arguments;
pub(crate) use words::Described;
