//! The tools on leads.

mod read;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::fetch_lead,
    write::{LeadUpdate, NewLead, create_lead, delete_lead, update_lead},
};
use crate::close::context::Close;

/// The tools on leads.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![fetch_lead, create_lead, update_lead, delete_lead]
}
