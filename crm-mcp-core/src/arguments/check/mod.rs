//! The one check of arguments: compares them with the schema, notes all faults, and writes down what is meant.

mod array;
mod branches;
mod checker;
mod glance;
mod object;
mod scalar;

pub(crate) use checker::MOST_VALUES;
pub(super) use checker::{Checker, Renamed, Sound, excess};
