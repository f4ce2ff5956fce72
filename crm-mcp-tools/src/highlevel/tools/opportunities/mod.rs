//! The tools on opportunities and the pipelines they go through.

mod get_pipelines;
mod read;
mod search;
mod write;
mod written_opportunity;

pub use get_pipelines::{PipelinePage, PipelineSearch};
pub use read::OpportunityView;
pub use search::{OpportunityFilter, OpportunityPage, OpportunitySearch, OpportunityStatusFilter};
pub use write::{NewOpportunity, OpportunityChanges, OpportunityFields, OpportunityStatus, OpportunityUpdate};
pub use written_opportunity::WrittenOpportunity;

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on opportunities, in the order of the vendor's own list.
pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    tools![search::search_opportunity, get_pipelines::get_pipelines, read::get_opportunity, write::update_opportunity]
}

/// Those that the vendor's own server lacks.
pub(super) fn helpers() -> Vec<Tool<HighLevel>> {
    tools![write::create_opportunity]
}
