//! Moving an opportunity to another stage.

use crm_mcp_core::{ErrorCode, SoFar, ToolError, prompt};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::highlevel::{
    HighLevel,
    opportunities::pipelines,
    scopes::{OPPORTUNITIES_READ, OPPORTUNITIES_WRITE},
};

pub(super) const TOOLS: &[&str] = &["opportunities_search-opportunity", "opportunities_update-opportunity"];

/// Which opportunity, and where to.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Move {
    /// Name of the opportunity or of its contact.
    #[schemars(length(min = 1))]
    opportunity: String,
    /// Name of the pipeline.
    pipeline: String,
    /// Name of the stage.
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
    let pipelines = pipelines(crm).await?;
    let pipeline = named("pipeline", &pipeline, &pipelines, |it| it.name.as_deref())?;
    let stage = named("stage", &stage, &pipeline.stages, |it| it.name.as_deref())?;
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

/// The one of this name.
fn named<'a, T>(
    kind: &str,
    name: &str,
    all: &'a [T],
    name_of: impl Fn(&T) -> Option<&str>,
) -> Result<&'a T, ToolError> {
    all.iter().find(|it| name_of(it).is_some_and(|own| are_alike(own, name))).ok_or_else(|| {
        let names: Vec<_> = all.iter().filter_map(&name_of).collect();
        ToolError::new(ErrorCode::InvalidArguments, format!("there is no {kind} `{}`", name.trim()))
            .next(format!("choose one of: {}", names.join(", ")))
    })
}

/// Whether two names differ in nothing that people see as a difference.
fn are_alike(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

async fn pipeline_names(crm: &HighLevel, _: &SoFar) -> Result<Vec<String>, ToolError> {
    Ok(pipelines(crm).await?.into_iter().filter_map(|pipeline| pipeline.slim.name).collect())
}

/// The stages of the pipeline that is chosen; of all, while none is.
async fn stage_names(crm: &HighLevel, so_far: &SoFar) -> Result<Vec<String>, ToolError> {
    let chosen = so_far.chosen("pipeline").filter(|name| !name.trim().is_empty());
    let is_chosen = |name: Option<&str>| chosen.is_none_or(|chosen| name.is_some_and(|name| are_alike(name, chosen)));
    let pipelines = pipelines(crm).await?;
    let stages = pipelines.iter().filter(|it| is_chosen(it.name.as_deref())).flat_map(|pipeline| &pipeline.stages);
    let mut names: Vec<String> = Vec::new();
    for name in stages.filter_map(|stage| stage.name.as_ref()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    Ok(names)
}
