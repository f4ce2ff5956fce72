//! CRM tools for MCP servers and agents.
//!
//! A tool is a typed function on a *context*: a CRM bound to one tenant and one grant. Put the tools into a
//! [`Toolset`](crm_mcp_core::Toolset) and call them in process, or serve them over any transport of `crm-mcp-core`:
//!
//! ```no_run
//! use crm_mcp_core::{Caller, Toolset};
//! use crm_mcp_tools::highlevel::{self, Client, HighLevel};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let crm = HighLevel::new(&Client::connect()?, "pit-…".into(), "ve9EPM428h8vShlRW1KT".parse()?)?;
//! let tools = Toolset::new(highlevel::tools())?;
//!
//! let found = tools.call("contacts_get-contacts", r#"{"query": "Ada"}"#, &crm, &Caller::trusted("me")).await?;
//! println!("{}", String::from_utf8_lossy(found.json()));
//! # Ok(())
//! # }
//! ```
//!
//! Each tool of HighLevel is a function with typed arguments as well, such as
//! [`get_contact`](highlevel::HighLevel::get_contact): see [`highlevel`].
//!
//! Beside the tools there are [`prompts`](highlevel::prompts) for the workflows that people choose, and
//! [`resources`](highlevel::resources) that tell of the location: a [`Server`](crm_mcp_core::Server) takes both
//! (`with_prompts`, `with_resources`). [`with_confirmation`](highlevel::HighLevel::with_confirmation) says which changes
//! the user is asked to confirm before they are made, where the client can show a form.
//!
//! - [`highlevel`]: HighLevel's tools, by their official names.
//! - [`crm`]: what the tools of every CRM share; the records of one more are read as leniently ([`record`](crm::record)).
//! - [`api`]: how requests reach a CRM; the place to put another HTTP client, or none.
//! - `sandbox` (feature `sandbox`): a CRM that behaves like HighLevel's API and needs no account.

// The records of this crate are found by the path by which those of another crate are.
extern crate self as crm_mcp_tools;

pub mod api;
pub mod close;
pub mod crm;
pub mod highlevel;
#[cfg(feature = "sandbox")]
pub mod sandbox;
