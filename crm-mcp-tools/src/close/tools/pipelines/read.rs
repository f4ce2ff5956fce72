//! Reading pipelines and their statuses.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::{Every, HasList},
        records::ClosePipeline,
        shapes::{ById, Find, FoundPage},
        tables::{
            operations::{GET_PIPELINE, LIST_PIPELINES},
            record_kinds::PIPELINE,
        },
    },
    crm::{operation::Read, record::Record},
};

impl HasList for ClosePipeline {
    const NAME: &'static str = "closePipelines";
    const OPERATION: &'static Read = &LIST_PIPELINES;
    const IS_PAGED: bool = false;
}

/// Lists the pipelines, each with the statuses that its opportunities can have.
#[tool(title = "Find pipelines and opportunity statuses", read, public)]
pub async fn find_pipelines_and_opportunity_statuses(
    crm: &Close,
    args: Find<Every<ClosePipeline>>,
) -> Result<FoundPage<ClosePipeline>, ToolError> {
    crm.find(args).await
}

/// Reads a pipeline with the statuses that its opportunities can have.
#[tool(title = "Fetch pipeline and opportunity statuses", read, public)]
pub async fn fetch_pipeline_and_opportunity_statuses(
    crm: &Close,
    args: ById,
) -> Result<Record<ClosePipeline>, ToolError> {
    PIPELINE.check(&args.id)?;
    crm.fetch(&GET_PIPELINE, args).await
}
