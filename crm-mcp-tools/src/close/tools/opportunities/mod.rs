//! The tools on opportunities.

mod read;
mod search;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::fetch_opportunity,
    search::{OpportunityOrder, OpportunityState, WantedOpportunities, find_opportunities},
    write::{
        NewCloseOpportunity, OpportunityChange, ValuePeriod, create_opportunity, delete_opportunity, update_opportunity,
    },
};
use crate::close::context::Close;

/// The tools on opportunities.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![find_opportunities, fetch_opportunity, create_opportunity, update_opportunity, delete_opportunity]
}
