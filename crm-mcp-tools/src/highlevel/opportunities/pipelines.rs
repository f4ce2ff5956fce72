//! Listing the pipelines and their stages.

use std::{sync::Arc, time::Duration};

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::{sync::Mutex, time::Instant};

use crate::highlevel::{
    HighLevel, More, Record, lenient, operation,
    page::{List, Page, Paging, Rows},
    record::{Fields, Slim},
    scopes::OPPORTUNITIES_READ,
};

/// A pipeline, through which opportunities go stage by stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Pipeline {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The stages, in the order in which opportunities go through them.
    #[serde(default, deserialize_with = "lenient::records", skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Record<Stage>>,
}

/// A stage of a pipeline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Stage {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Place in the pipeline.
    #[serde(default, deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
}

impl Slim for Stage {}

impl Slim for Pipeline {
    fn show(&mut self, fields: Fields) {
        self.stages.show(fields);
    }
}

/// A page of pipelines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PipelinePage {
    /// The pipelines.
    pub pipelines: Vec<Record<Pipeline>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// How many pipelines.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct PipelineSearch {
    #[serde(flatten)]
    paging: Paging<100>,
    /// all: every field.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    fields: Fields,
}

/// All pipelines of the location.
#[derive(Debug, Serialize, Deserialize)]
struct AllPipelines {}

impl List for AllPipelines {
    const NAME: &'static str = "pipelines";
    type Slim = Pipeline;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<Pipeline, ()>, ToolError> {
        Ok(Page::whole(all_pipelines(crm).await?))
    }
}

/// All pipelines that can be read, their stages in order.
pub(in crate::highlevel) async fn pipelines(crm: &HighLevel) -> Result<Vec<Record<Pipeline>>, ToolError> {
    Ok(all_pipelines(crm).await?.into_records())
}

async fn all_pipelines(crm: &HighLevel) -> Result<Rows<Pipeline>, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        pipelines: Rows<Pipeline>,
    }
    let Answer { mut pipelines } = crm.call(&operation::GET_PIPELINES).send().await?;
    for pipeline in pipelines.iter_mut() {
        pipeline.stages.sort_by_key(|stage| stage.position);
    }
    Ok(pipelines)
}

/// The pipelines as completion last learnt them. Locked while asking, so that concurrent keystrokes ask once.
#[derive(Debug, Default)]
pub(in crate::highlevel) struct RecentPipelines(Mutex<Option<Learnt>>);

/// When, and what.
type Learnt = (Instant, Arc<[Record<Pipeline>]>);

impl RecentPipelines {
    const MAX_AGE: Duration = Duration::from_secs(10);
}

impl HighLevel {
    /// The pipelines as known a few seconds ago or later: for completion, which is asked with every keystroke.
    pub(in crate::highlevel) async fn recent_pipelines(&self) -> Result<Arc<[Record<Pipeline>]>, ToolError> {
        let mut recent = self.tenant.pipelines.0.lock().await;
        if let Some((_, known)) = recent.as_ref().filter(|(at, _)| at.elapsed() < RecentPipelines::MAX_AGE) {
            return Ok(Arc::clone(known));
        }
        let known: Arc<[_]> = pipelines(self).await?.into();
        *recent = Some((Instant::now(), Arc::clone(&known)));
        Ok(known)
    }
}

/// Lists the pipelines and their stages, with ids.
#[tool(name = "opportunities_get-pipelines", title = "Get pipelines", read, scope = OPPORTUNITIES_READ)]
pub(super) async fn get_pipelines(crm: &HighLevel, args: PipelineSearch) -> Result<PipelinePage, ToolError> {
    let (pipelines, more) = crm.list(AllPipelines {}, args.paging, args.fields, None).await?;
    Ok(PipelinePage { pipelines, more })
}
