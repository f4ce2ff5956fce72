//! The location and the people who work in it.

mod location;
mod user;

pub use self::location::{Location, LocationAnswer, LocationSettings};
pub(in crate::highlevel) use self::user::User;
