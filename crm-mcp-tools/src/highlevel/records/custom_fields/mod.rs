//! Custom fields: what they are, and the values that records have in them.

mod custom_field;
mod field_values;

pub use self::{custom_field::CustomField, field_values::CustomFields};
pub(in crate::highlevel) use self::{custom_field::Model, field_values::entry};
