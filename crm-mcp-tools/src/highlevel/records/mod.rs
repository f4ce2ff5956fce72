//! The records of a location: what the tools give, and what they look names up in. Types only.

mod calendar_event;
mod channels;
mod conversation;
mod custom_field;
mod location;
mod lost_reason;
mod message;
mod pipeline;
mod user;

pub use self::{
    calendar_event::CalendarEvent,
    conversation::Conversation,
    custom_field::CustomField,
    location::{Location, LocationSettings},
    message::{Email, Message},
    pipeline::{Pipeline, Stage},
};
pub(super) use self::{channels::statuses, custom_field::Model, lost_reason::LostReason, user::User};
