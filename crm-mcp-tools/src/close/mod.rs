//! Close: its tools by their official names, on one organization.
//!
//! Source of names, arguments and tiers: the vendor's page of its own MCP server. Source of paths and fields: its API
//! documents.
//!
//! A caller needs no scopes for these tools: the tier decides what it sees ([`Tier`](crm_mcp_core::Tier)). An update is in
//! the highest tier, since it overwrites what was there; `mcp.write_safe` only adds.

// What stands in the comments on tools and their arguments is read by models, to whom marks are tokens without a meaning.
#![allow(clippy::doc_markdown)]

mod changes;
mod context;
mod dialect;
mod known;
mod lookups;
mod prompts;
pub mod records;
mod shapes;
mod tables;
pub mod tools;

pub use self::{
    context::{Client, Close},
    dialect::CloseDialect,
    known::Organization,
    lookups::plain_list::Every,
    prompts::{prompts, prompts_for},
    shapes::{
        ById, DateRange, DayOrTime, Deleted, EmailEntry, Find, FoundPage, GivenCustomFields, GivenTime, LongText,
        OnlyId, Patch, PhoneEntry, UrlEntry, WrittenRecord,
    },
    tables::operations,
    tools::toolsets::{choose, default_tools, tools, toolsets},
};
