//! The tools on the statuses that leads can have.

mod read;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::{fetch_lead_status, find_lead_statuses},
    write::{LeadStatusName, NewLeadStatus, create_lead_status, delete_lead_status, update_lead_status},
};
use crate::close::context::Close;

/// The tools on the statuses of leads.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![find_lead_statuses, fetch_lead_status, create_lead_status, update_lead_status, delete_lead_status]
}
