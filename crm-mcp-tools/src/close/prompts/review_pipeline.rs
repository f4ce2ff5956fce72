//! Reviewing a pipeline.

use crm_mcp_core::{ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::close::context::Close;

pub(super) const TOOLS: &[&str] = &["find_pipelines_and_opportunity_statuses", "find_opportunities", "find_tasks"];

/// Which pipeline.
#[derive(Deserialize, JsonSchema)]
pub(super) struct PipelineToReview {
    /// Name of the pipeline; without it, all.
    pipeline: Option<String>,
}

/// Reviews the open opportunities of a pipeline.
#[prompt(name = "review-pipeline", title = "Review a pipeline", public)]
pub(super) async fn review_pipeline(_: &Close, args: PipelineToReview) -> Result<String, ToolError> {
    let pipeline = args.pipeline.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "all of them".to_owned());
    Ok(format!(
        "Review my pipeline in Close.\n\
         Pipeline: {pipeline}\n\n\
         1. Find the pipeline and its statuses with find_pipelines_and_opportunity_statuses.\n\
         2. List its active opportunities with find_opportunities, by status_ids, and follow nextCursor to the end.\n\
         3. Add up the values by status. A value is in the smallest unit of the currency; a monthly or an annual value is \
         not a value at once, so keep them apart.\n\
         4. Name those whose close date is past, those without one, and with find_tasks those whose lead has no open \
         task. Change nothing."
    ))
}
