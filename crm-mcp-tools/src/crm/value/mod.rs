//! Values of every CRM: ids, phone numbers, moments and days.

mod id;
pub(crate) mod moment;
mod phone;
mod seconds;
mod shortened;

pub use self::{
    id::{Id, InvalidId},
    moment::{Day, DayAs, MonthFirstDay},
    phone::{GivenPhone, Phone},
};
pub(crate) use self::{seconds::whole_seconds, shortened::shortened};
