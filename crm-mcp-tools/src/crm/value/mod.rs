//! Values of every CRM: ids, phone numbers, moments and days.

mod id;
pub(crate) mod moment;
mod phone;
mod seconds;
mod shortened;

pub use self::id::{Id, InvalidId};
pub(crate) use self::{
    phone::{GivenPhone, Phone},
    seconds::whole_seconds,
    shortened::shortened,
};
