//! The tools on pipelines and the statuses of the opportunities in them.

mod read;
mod status_tools;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::{fetch_pipeline_and_opportunity_statuses, find_pipelines_and_opportunity_statuses},
    status_tools::{
        NewOpportunityStatus, OpportunityStatusName, create_opportunity_status_tool, delete_opportunity_status_tool,
        fetch_opportunity_status, update_opportunity_status_tool,
    },
    write::{NewPipeline, PipelineName, create_pipeline, delete_pipeline, update_pipeline},
};
use crate::close::context::Close;

/// The tools on pipelines.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![
        find_pipelines_and_opportunity_statuses,
        fetch_pipeline_and_opportunity_statuses,
        create_pipeline,
        update_pipeline,
        delete_pipeline,
        fetch_opportunity_status,
        create_opportunity_status_tool,
        update_opportunity_status_tool,
        delete_opportunity_status_tool,
    ]
}
