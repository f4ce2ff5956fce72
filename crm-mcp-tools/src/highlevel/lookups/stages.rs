//! Pipelines and stages by name: which ones names mean, and what ids are called.

use std::sync::Arc;

use crm_mcp_core::ToolError;
use futures_util::future;

use crate::{
    crm::{
        naming::{Named, chosen},
        record::Record,
    },
    highlevel::{
        context::HighLevel,
        records::{Opportunity, Pipeline, Stage},
        tables::id_form::is_id,
    },
};

/// A stage where those of several pipelines are looked through.
struct StageOf<'a> {
    pipeline: &'a Pipeline,
    stage: &'a Stage,
}

impl Named for StageOf<'_> {
    const KIND: &'static str = Stage::KIND;
    const BY: &'static str = Stage::BY;
    const APART: &'static str = "give pipelineId too, or the stage's id";

    fn id(&self) -> &str {
        &self.stage.id
    }

    fn names(&self) -> Vec<&str> {
        self.stage.names()
    }

    fn shown(&self) -> String {
        self.stage.shown()
    }

    fn told_apart(&self) -> String {
        format!("{} of {} ({})", self.shown(), self.pipeline.shown(), self.id())
    }
}

/// A pipeline and a stage, each by id or by name, as they are given or as they are sent.
pub(in crate::highlevel) type Placement = (Option<String>, Option<String>);

/// Whether this is a name, which must be looked up.
pub(in crate::highlevel) fn is_name(given: Option<&str>) -> bool {
    given.is_some_and(|given| !is_id(given.trim()))
}

/// The ids of what is meant.
fn meant(pipelines: &[Record<Pipeline>], given: &Placement) -> Result<Placement, ToolError> {
    let (pipeline, stage) = given;
    let all: Vec<&Pipeline> = pipelines.iter().map(|pipeline| &**pipeline).collect();
    let pipeline = pipeline.as_deref().map(|given| chosen(&all, given)).transpose()?;
    let stage = stage.as_deref().map(|given| stage_id(&all, pipeline, given)).transpose()?;
    Ok((pipeline.map(|pipeline| pipeline.id.clone()), stage))
}

fn stage_id(all: &[&Pipeline], pipeline: Option<&Pipeline>, given: &str) -> Result<String, ToolError> {
    if is_id(given.trim()) {
        return Ok(given.trim().to_owned());
    }
    if let Some(pipeline) = pipeline {
        let stages: Vec<&Stage> = pipeline.stages.iter().map(|stage| &**stage).collect();
        return Ok(chosen(&stages, given)?.id.clone());
    }
    let stages: Vec<_> =
        all.iter().flat_map(|pipeline| pipeline.stages.iter().map(|stage| StageOf { pipeline, stage })).collect();
    Ok(chosen(&stages.iter().collect::<Vec<_>>(), given)?.id().to_owned())
}

impl HighLevel {
    /// The ids of the pipeline and the stage that are given by id or by name. A stage is looked for in the pipeline, or
    /// without one in all.
    pub(in crate::highlevel) async fn placement(&self, given: Placement) -> Result<Placement, ToolError> {
        let argument = match (is_name(given.0.as_deref()), is_name(given.1.as_deref())) {
            (false, false) => return Ok(given),
            (true, _) => "pipelineId",
            (false, true) => "pipelineStageId",
        };
        self.looked_up(argument, |pipelines: &[Record<Pipeline>]| meant(pipelines, &given)).await
    }

    /// Names what opportunities have by id: their pipelines and stages, the users in charge, their custom fields. Where
    /// names cannot be read soon, there are the ids.
    pub(in crate::highlevel) async fn name_opportunities(&self, mut all: Vec<&mut Record<Opportunity>>) {
        let is_placed = all.iter().any(|it| it.pipeline_id.is_some() || it.pipeline_stage_id.is_some());
        let pipelines = async { if is_placed { self.recent().await } else { Arc::from(Vec::new()) } };
        let in_charge: Vec<_> = all.iter().map(|it| it.assigned_to.clone()).collect();
        let users = self.users_behind(in_charge.iter().map(Option::as_deref));
        let fields = self.name_custom_fields(all.iter_mut().map(|it| &mut it.custom_fields));
        let (pipelines, users, ()): (Arc<[Record<Pipeline>]>, _, _) = future::join3(pipelines, users, fields).await;
        for it in all {
            let pipeline = pipelines.iter().find(|pipeline| Some(&pipeline.id) == it.pipeline_id.as_ref());
            let mut stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
            let stage = stages.find(|stage| Some(&stage.id) == it.pipeline_stage_id.as_ref());
            it.pipeline = pipeline.and_then(|pipeline| pipeline.name.clone());
            it.stage = stage.and_then(|stage| stage.name.clone());
            it.assigned_to_name = users.name(it.assigned_to.as_deref());
        }
    }
}
