//! The forms that arguments and answers of many tools have.

mod by_id;
mod contact_entries;
mod found;
pub(in crate::close) mod given_custom_fields;
mod patch;
mod written_record;

pub use self::{
    by_id::{ById, OnlyId},
    contact_entries::{EmailEntry, PhoneEntry, UrlEntry},
    found::{Find, FoundPage},
    given_custom_fields::GivenCustomFields,
    patch::Patch,
    written_record::{Deleted, WrittenRecord},
};
