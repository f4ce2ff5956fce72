//! The tools on opportunities and the pipelines they go through.

mod lost_reasons;
mod pipelines;
mod read;
mod record;
mod search;
mod stages;
mod write;

pub use pipelines::PipelinePage;
pub(in crate::highlevel) use pipelines::pipelines;
pub use record::{Opportunity, OpportunityAnswer, OpportunityContact, WrittenOpportunity};
pub use search::OpportunityPage;
pub(in crate::highlevel) use write::create_opportunity;

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on opportunities, in the order of the vendor's own list.
pub(in crate::highlevel) fn tools() -> Vec<Tool<HighLevel>> {
    tools![search::search_opportunity, pipelines::get_pipelines, read::get_opportunity, write::update_opportunity,]
}
