//! The tool on scheduling links.

mod search;

use crm_mcp_core::{Tool, tools};

pub use self::search::{SchedulingLinkFilter, find_scheduling_links};
use crate::close::context::Close;

/// The tool on scheduling links.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![find_scheduling_links]
}
