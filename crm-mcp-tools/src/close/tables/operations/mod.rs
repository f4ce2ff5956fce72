//! The operations of Close's API that the tools use, as data.
//!
//! [`Close::call`](crate::crm::Crm::call) begins a request of one. An operation that is not here is made with [`read`] or
//! [`write`](write()), and used like these.

mod of_account;
mod of_activities;
mod of_custom_records;
mod of_leads;
mod of_opportunities;
mod of_outreach;
mod of_smart_views;
mod of_statuses;
mod of_tasks;

use crm_mcp_core::{Effect, Scope, Tier};
use http::Method;

pub use self::{
    of_account::*, of_activities::*, of_custom_records::*, of_leads::*, of_opportunities::*, of_outreach::*,
    of_smart_views::*, of_statuses::*, of_tasks::*,
};
use crate::crm::operation::{Read, Write};

/// An operation that only reads. Close knows no scopes: its tier stands in their place.
pub const fn read(method: Method, path: &'static str) -> Read {
    Read::new(method, path, Scope::new(Tier::Read.as_str()))
}

/// An operation that changes something, carried out by the tool of this name. The second name is that of the tool which
/// shows what came of it.
///
/// # Panics
///
/// If the effect is [`Effect::Read`]; a constant or a `static` does not compile then.
pub const fn write(
    effect: Effect,
    method: Method,
    path: &'static str,
    tool: &'static str,
    shown_by: &'static str,
) -> Write {
    Write::new(effect, method, path, Scope::new(effect.tier().as_str())).of_tool(tool).shown_by(shown_by)
}
