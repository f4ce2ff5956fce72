//! What all demo data is made from: the seed of its random numbers, and times before the date that it is as of.

use time::{Duration, UtcDateTime};

use crate::sandbox::{
    highlevel::forms::dates,
    kit::{
        clock::TAKEN,
        object::{Object, Properties as _},
    },
};

/// The seed of the random numbers; each part of the data has one of its own, made from this.
pub(super) const SEED: u64 = 0x5A4D_B0C5;

pub(super) const TWO_YEARS_IN_SECONDS: u64 = 2 * 365 * 24 * 60 * 60;

/// So long after the data was taken; negative for before.
pub(super) fn moment(seconds: i64) -> UtcDateTime {
    UtcDateTime::from_unix_timestamp(TAKEN).unwrap_or(UtcDateTime::UNIX_EPOCH) + Duration::seconds(seconds)
}

/// The moment so many seconds before the data was taken, in the vendor's spelling.
pub(super) fn ago(seconds: u64) -> String {
    dates::iso(moment(-i64::try_from(seconds).unwrap_or_default()))
}

/// How many seconds before the data was taken the contact came in.
pub(super) fn age(contact: &Object) -> u64 {
    let added = dates::to_millis(contact.text("dateAdded")).unwrap_or_default();
    u64::try_from(TAKEN - added / 1000).unwrap_or_default()
}
