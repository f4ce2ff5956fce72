//! The forms that arguments and answers of many tools have.

mod by_id;
mod contact_entries;
pub(in crate::close) mod date_range;
mod day_or_time;
mod found;
pub(in crate::close) mod given_custom_fields;
pub(in crate::close) mod given_fields;
mod given_time;
pub(in crate::close) mod long_text;
pub(in crate::close) mod patch;
mod rich_text;
mod written_record;

pub(in crate::close) use self::contact_entries::PlainEntry;
pub use self::{
    by_id::{ById, OnlyId},
    contact_entries::{EmailEntry, PhoneEntry, UrlEntry},
    date_range::DateRange,
    day_or_time::DayOrTime,
    found::{Find, FoundPage},
    given_custom_fields::GivenCustomFields,
    given_time::GivenTime,
    long_text::LongText,
    patch::Patch,
    rich_text::RichText,
    written_record::{Deleted, WrittenRecord},
};
