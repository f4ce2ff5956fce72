//! HighLevel (also known as LeadConnector): its tools by their official names, on one location.
//!
//! Source of names, paths and scopes: the vendor's API documents and the page of its own MCP server.

mod contacts;
mod context;
mod custom_fields;
mod error;
mod id;
mod lenient;
mod moment;
mod operation;
mod page;
mod quota;
mod record;
mod request;
pub mod scopes;
mod tenant;
mod toolsets;

pub use contacts::{Contact, ContactAnswer, ContactPage, TagList, Task, TaskPage, WrittenContact};
pub use context::{Client, HighLevel, InvalidBaseUrl, InvalidCredential};
pub use custom_fields::CustomFields;
pub use id::{Id, InvalidId};
pub use page::More;
pub use record::Record;
pub use toolsets::{UnknownTool, choose, helpers, tools, toolsets};
