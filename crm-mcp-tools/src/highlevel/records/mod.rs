//! The records of a location: what the tools give, and what they look names up in. Types only.

mod calendars;
mod contacts;
mod conversations;
mod custom_fields;
mod locations;
mod opportunities;
mod payments;

pub use self::{
    calendars::{AppointmentNote, Calendar, CalendarEvent},
    contacts::{Contact, ContactAnswer, ContactNote, NewTags, TagList, Task},
    conversations::{
        Conversation, Email, EmailFields, Forward, Message, MessageType, NewMessage, OptimizationPeriod, RareFields,
        ReplyMode, SentMessage,
    },
    custom_fields::{CustomField, CustomFields},
    locations::{Location, LocationAnswer, LocationSettings},
    opportunities::{Opportunity, OpportunityAnswer, OpportunityContact, Pipeline, Stage},
    payments::{
        AmountSummary, Card, Coupon, Order, OrderAnswer, OrderItem, OrderSource, PaymentMethod, Price, Transaction,
    },
};
pub(super) use self::{
    contacts::statuses,
    conversations::as_html,
    custom_fields::{Model, entry},
    locations::User,
    opportunities::LostReason,
};
