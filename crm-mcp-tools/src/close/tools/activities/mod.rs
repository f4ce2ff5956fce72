//! The tools on activities: what happened at leads, and what people write about it.

pub mod calls;
pub mod comments;
pub mod emails;
mod leads_of_views;
mod newest_of_types;
pub mod notes;
mod search;

use crm_mcp_core::{Tool, tools};

pub use self::search::{ActivityFilter, ActivityPlace, ActivityType, activity_search};
use crate::close::context::Close;

/// The tools on activities of all types.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![activity_search]
}
