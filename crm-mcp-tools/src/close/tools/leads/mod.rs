//! The tools on leads, their addresses and their contacts.

mod addresses;
pub mod contacts;
mod read;
mod search;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    addresses::{AddressLabel, DeletedAddress, NewAddress, create_address, delete_address},
    read::fetch_lead,
    search::{LeadSearch, lead_search},
    write::{LeadUpdate, NewLead, create_lead, delete_lead, update_lead},
};
use crate::close::context::Close;

/// The tools on leads.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![lead_search, fetch_lead, create_lead, update_lead, delete_lead, create_address, delete_address]
}
