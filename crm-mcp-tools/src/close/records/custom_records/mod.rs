//! Activities and objects of the types that the organization has defined, and those types.

mod custom_activity;
mod custom_activity_type;
mod custom_object;
mod custom_object_type;
pub(in crate::close) mod custom_type;

pub use self::{
    custom_activity::CustomActivity, custom_activity_type::CustomActivityType, custom_object::CustomObject,
    custom_object_type::CustomObjectType,
};
