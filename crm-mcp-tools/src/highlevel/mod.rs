//! HighLevel (also known as LeadConnector): its tools by their official names, on one location.
//!
//! Source of names, paths and scopes: the vendor's API documents and the page of its own MCP server.
//!
//! Each tool is a function on [`HighLevel`] as well, with the tool's name, its [`arguments`] as types, and a typed answer.
//! One that writes takes the [`Call`](crm_mcp_core::Call), which says who calls and can ask the user:
//!
//! ```no_run
//! use crm_mcp_core::{Call, Caller};
//! use crm_mcp_tools::highlevel::{Client, HighLevel, Id, arguments::{ContactSearch, ContactTags, Paging}};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let crm = HighLevel::new(&Client::connect()?, "pit-…".into(), "ve9EPM428h8vShlRW1KT".parse()?)?;
//! let (me, mut search) = (Caller::trusted("me"), ContactSearch::default());
//! search.filter.tags = Some(vec!["spring fair".to_owned()]);
//! search.paging = Paging::first(50);
//! loop {
//!     let page = crm.get_contacts(search.clone()).await?;
//!     for contact in &page.contacts {
//!         let id: Id = contact.id.parse()?;
//!         crm.add_tags(ContactTags::new(&id, ["to call"]), &Call::by(&me)).await?;
//!     }
//!     search.paging.cursor = page.more.next_cursor;
//!     if search.paging.cursor.is_none() {
//!         break;
//!     }
//! }
//! let ada = crm.get_contact(&"ocQHyuzHvysMo5N5VsXc".parse::<Id>()?).await?;
//! println!("{:?} {:?}", ada.first_name, ada.tags);
//! # Ok(())
//! # }
//! ```
//!
//! These functions are for code that may do all that the token may: the scopes of a caller are checked where a tool is
//! called by its name. [`for_call`](crate::crm::Crm::for_call) gives all requests of one task a time together.
//!
//! What has no tool yet is done with an operation of one's own: see [`operations`].

// What stands in the comments on tools and their arguments is read by models, to whom marks are tokens without a meaning.
#![allow(clippy::doc_markdown)]

pub mod arguments;
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
    changes::{
        applied::NotApplied,
        location_change::{FoundBefore, LocationChange},
    },
    context::{Client, HighLevel},
    dialect::HighLevelDialect,
    known::Known,
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
        contacts::{
            ContactNotePage, ContactPage, Duplicate, DuplicateList, TaskPage, WrittenContact, WrittenContactNote,
        },
        conversations::{ConversationPage, MessagePage},
        locations::CustomFieldPage,
        opportunities::{OpportunityPage, PipelinePage, WrittenOpportunity},
        payments::TransactionPage,
        toolsets::{choose, helpers, tools, toolsets},
    },
};
pub use crate::crm::{
    context::{
        client::InvalidBaseUrl,
        confirm::{Confirm, UnknownConfirm},
    },
    naming::choice::UnknownTool,
    page::More,
    record::Record,
    tenant::grant::{Grant, InvalidCredential},
    value::{Id, InvalidId},
};
