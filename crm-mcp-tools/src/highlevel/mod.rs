//! HighLevel (also known as LeadConnector): its tools by their official names, on one location.
//!
//! Source of names, paths and scopes: the vendor's API documents and the page of its own MCP server.

// What stands in the comments on tools and their arguments is read by models, to whom marks are tokens without a meaning.
#![allow(clippy::doc_markdown)]

mod changes;
mod context;
mod dialect;
mod known;
mod lookups;
mod prompts;
mod records;
mod resources;
mod tables;
mod tools;

pub use self::{
    changes::{applied::NotApplied, confirm::UnknownConfirm},
    context::{Client, HighLevel, more::More},
    dialect::HighLevelDialect,
    lookups::custom_fields::CustomFields,
    prompts::{prompts, prompts_for},
    records::{CalendarEvent, Conversation, CustomField, Email, Location, LocationSettings, Message, Pipeline, Stage},
    resources::{resources, resources_for},
    tables::scopes,
    tools::{
        calendars::{AppointmentNote, EventPage, NotePage},
        contacts::{Contact, ContactAnswer, ContactPage, NewTags, TagList, Task, TaskPage, WrittenContact},
        conversations::{ConversationPage, MessagePage, SentMessage},
        helpers::{Calendar, CalendarPage, ContactNote, ContactNotePage, Duplicate, DuplicateList, WrittenContactNote},
        locations::{CustomFieldPage, LocationAnswer},
        opportunities::{
            Opportunity, OpportunityAnswer, OpportunityContact, OpportunityPage, PipelinePage, WrittenOpportunity,
        },
        payments::{
            AmountSummary, Card, Coupon, Order, OrderAnswer, OrderItem, OrderSource, PaymentMethod, Price, Transaction,
            TransactionPage,
        },
        toolsets::{UnknownTool, choose, helpers, tools, toolsets},
    },
};
pub use crate::crm::{
    confirm::Confirm,
    context::{InvalidCredential, client::InvalidBaseUrl},
    record::Record,
    value::{Id, InvalidId},
};
