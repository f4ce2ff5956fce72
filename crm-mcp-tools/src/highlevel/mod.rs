//! HighLevel (also known as LeadConnector): its tools by their official names, on one location.
//!
//! Source of names, paths and scopes: the vendor's API documents and the page of its own MCP server.

// What stands in the comments on tools and their arguments is read by models, to whom marks are tokens without a meaning.
#![allow(clippy::doc_markdown)]

mod answer;
mod applied;
mod calendars;
mod call_state;
mod client;
mod confirm;
mod contacts;
mod context;
mod conversations;
mod custom_fields;
mod error;
mod follower;
mod grant;
mod helpers;
mod id_form;
mod known;
mod locations;
mod more;
mod operation;
mod opportunities;
mod payments;
mod per_call;
mod prompts;
mod quota;
mod recent;
mod records;
mod request;
mod resources;
pub mod scopes;
mod secrets;
mod tenant;
mod tenants;
mod toolsets;
mod users;

pub use crate::crm::{
    record::Record,
    value::{Id, InvalidId},
};
pub use applied::NotApplied;
pub use calendars::{AppointmentNote, EventPage, NotePage};
pub use client::{Client, InvalidBaseUrl};
pub use confirm::{Confirm, UnknownConfirm};
pub use contacts::{Contact, ContactAnswer, ContactPage, NewTags, TagList, Task, TaskPage, WrittenContact};
pub use context::{HighLevel, InvalidCredential};
pub use conversations::{ConversationPage, MessagePage, SentMessage};
pub use custom_fields::CustomFields;
pub use helpers::{Calendar, CalendarPage, ContactNote, ContactNotePage, Duplicate, DuplicateList, WrittenContactNote};
pub use locations::{CustomFieldPage, LocationAnswer};
pub use more::More;
pub use opportunities::{
    Opportunity, OpportunityAnswer, OpportunityContact, OpportunityPage, PipelinePage, WrittenOpportunity,
};
pub use payments::{
    AmountSummary, Card, Coupon, Order, OrderAnswer, OrderItem, OrderSource, PaymentMethod, Price, Transaction,
    TransactionPage,
};
pub use prompts::{prompts, prompts_for};
pub use records::{
    CalendarEvent, Conversation, CustomField, Email, Location, LocationSettings, Message, Pipeline, Stage,
};
pub use resources::{resources, resources_for};
pub use toolsets::{UnknownTool, choose, helpers, tools, toolsets};
