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
    changes::{applied::NotApplied, location_change::LocationChange},
    context::{Client, HighLevel},
    dialect::HighLevelDialect,
    prompts::{prompts, prompts_for},
    records::{
        AmountSummary, AppointmentNote, Calendar, CalendarEvent, Card, Contact, ContactAnswer, ContactNote,
        Conversation, Coupon, CustomField, CustomFields, Email, Location, LocationAnswer, LocationSettings, Message,
        NewTags, Opportunity, OpportunityAnswer, OpportunityContact, Order, OrderAnswer, OrderItem, OrderSource,
        PaymentMethod, Pipeline, Price, SentMessage, Stage, TagList, Task, Transaction,
    },
    resources::{resources, resources_for},
    tables::{operations, scopes},
    tools::{
        calendars::{CalendarPage, EventPage, NotePage},
        confirm_by_name::UnknownConfirm,
        contacts::{
            ContactNotePage, ContactPage, Duplicate, DuplicateList, TaskPage, WrittenContact, WrittenContactNote,
        },
        conversations::{ConversationPage, MessagePage},
        locations::CustomFieldPage,
        opportunities::{OpportunityPage, PipelinePage, WrittenOpportunity},
        payments::TransactionPage,
        toolsets::{UnknownTool, choose, helpers, tools, toolsets},
    },
};
pub use crate::crm::{
    context::{InvalidCredential, client::InvalidBaseUrl, confirm::Confirm},
    page::More,
    record::Record,
    value::{Id, InvalidId},
};
