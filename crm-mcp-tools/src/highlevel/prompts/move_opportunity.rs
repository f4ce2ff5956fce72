//! Moving an opportunity to another stage.

use crm_mcp_core::{SoFar, ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    crm::{
        naming::{self, Named},
        record::Record,
    },
    highlevel::{
        context::HighLevel,
        lookups::pipelines::pipelines,
        records::Pipeline,
        tables::scopes::{OPPORTUNITIES_READ, OPPORTUNITIES_WRITE},
    },
};

pub(super) const TOOLS: &[&str] =
    &["opportunities_search-opportunity", "opportunities_update-opportunity", "opportunities_get-pipelines"];

/// Which opportunity, and where to.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Move {
    /// Name of the opportunity or of its contact.
    #[schemars(length(min = 1))]
    opportunity: String,
    /// Name or id of the pipeline.
    pipeline: String,
    /// Name or id of the stage.
    stage: String,
}

/// Moves an opportunity to another stage.
#[prompt(
    name = "move-opportunity",
    title = "Move an opportunity",
    scopes = [OPPORTUNITIES_READ, OPPORTUNITIES_WRITE],
    complete(pipeline = pipeline_names, stage = stage_names)
)]
pub(super) async fn move_opportunity(crm: &HighLevel, args: Move) -> Result<String, ToolError> {
    let Move { opportunity, pipeline, stage } = args;
    let pipelines = pipelines(crm).await?.into_records();
    let pipeline = naming::chosen(&slim(&pipelines), &pipeline)?;
    let stage = naming::chosen(&slim(&pipeline.stages), &stage)?;
    let [pipeline_name, stage_name] = [&pipeline.name, &stage.name].map(|name| name.as_deref().unwrap_or_default());
    Ok(format!(
        "Move an opportunity in the CRM.\n\
         Opportunity: {opportunity}\n\
         To: stage {stage_name} of pipeline {pipeline_name}\n\n\
         1. Find the opportunity with opportunities_search-opportunity. If there are several, ask me which; if there is \
         none, tell me and stop.\n\
         2. Move it with opportunities_update-opportunity: pipelineId {}, pipelineStageId {}. Change nothing else.\n\
         3. Tell me its name and value, and the stage it was in.",
        pipeline.id, stage.id
    ))
}

fn slim<T>(records: &[Record<T>]) -> Vec<&T> {
    records.iter().map(|record| &**record).collect()
}

async fn pipeline_names(crm: &HighLevel, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(crm.recent::<Record<Pipeline>>().await.iter().filter_map(|pipeline| pipeline.name.clone()).collect())
}

/// The stages of the pipeline that is chosen; of all, while none is.
async fn stage_names(crm: &HighLevel, so_far: &SoFar) -> Result<Vec<String>, ToolError> {
    let chosen = so_far.chosen("pipeline").filter(|name| !name.trim().is_empty());
    let pipelines = crm.recent::<Record<Pipeline>>().await;
    let of_chosen = pipelines.iter().filter(|it| chosen.is_none_or(|chosen| it.is_called(chosen)));
    let mut names: Vec<String> = Vec::new();
    for name in of_chosen.flat_map(|pipeline| &pipeline.stages).filter_map(|stage| stage.name.as_ref()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    Ok(names)
}
