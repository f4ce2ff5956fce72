//! Close: its tools by their official names, on one organization.
//!
//! Source of names, arguments and tiers: the vendor's page of its own MCP server. Source of paths and fields: its API
//! documents.
//!
//! A caller needs no scopes for these tools: the tier decides what it sees ([`Tier`](crm_mcp_core::Tier)). An update is in
//! the highest tier, since it overwrites what was there; `mcp.write_safe` only adds.
//!
//! Each tool is a function in [`tools`](mod@tools) as well, with its arguments as a type, and a typed answer. One that
//! writes takes the [`Call`](crm_mcp_core::Call) too, which says who calls and can ask the user:
//!
//! ```no_run
//! use crm_mcp_tools::close::{Client, Close, Find, tools::tasks::{CloseTaskFilter, find_tasks}};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let crm = Close::of_key(&Client::connect()?, "api_…".into())?;
//! let mut open_tasks = Find::<CloseTaskFilter>::default();
//! open_tasks.filter.is_complete = Some(false);
//! let page = find_tasks(&crm, open_tasks).await?;
//! println!("{:?}", page.data);
//! # Ok(())
//! # }
//! ```
//!
//! These functions are for code that may do all that the key may: the tier of a caller is checked where a tool is called
//! by its name.

// What stands in the comments on tools and their arguments is read by models, to whom marks are tokens without a meaning.
#![allow(clippy::doc_markdown)]

mod changes;
mod context;
mod dialect;
mod known;
mod lookups;
mod prompts;
pub mod records;
mod resources;
mod shapes;
mod tables;
pub mod tools;

pub use self::{
    context::{Client, Close},
    dialect::CloseDialect,
    known::Organization,
    lookups::plain_list::Every,
    prompts::{prompts, prompts_for},
    resources::{resources, resources_for},
    shapes::{
        ById, DateRange, DayOrTime, Deleted, EmailEntry, Find, FoundPage, GivenCustomFields, GivenTime, LongText,
        OnlyId, Patch, PhoneEntry, RichText, UrlEntry, WrittenRecord,
    },
    tables::operations,
    tools::toolsets::{choose, default_tools, tools, toolsets},
};
