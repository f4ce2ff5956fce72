//! The tools on the statuses that leads can have.

mod read;

use crm_mcp_core::{Tool, tools};

pub use self::read::find_lead_statuses;
use crate::close::context::Close;

/// The tools on the statuses of leads.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![find_lead_statuses]
}
