//! Listing the pipelines and their stages.

use std::time::Duration;

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::highlevel::{
    HighLevel, More, Record, lenient,
    naming::Named,
    operation,
    page::{List, Page, Paging, Rows},
    recent::{Kept, Recent},
    record::{Fields, Slim},
    scopes::OPPORTUNITIES_READ,
    tenant::Tenant,
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
    /// slim (default) or all.
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

impl Kept for Record<Pipeline> {
    const MAX_AGE: Duration = Duration::from_mins(1);

    fn kept(tenant: &Tenant) -> &Recent<Self> {
        &tenant.pipelines
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        pipelines(crm).await
    }
}

impl Named for Pipeline {
    const KIND: &'static str = "pipeline";
    const BY: &'static str = "name a pipeline by name or id; opportunities_get-pipelines lists them";
    const APART: &'static str = "give the pipeline's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }
}

impl Named for Stage {
    const KIND: &'static str = "stage";
    const BY: &'static str = "name a stage by name or id; opportunities_get-pipelines lists them";
    const APART: &'static str = "give the stage's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }
}

/// Lists the pipelines and their stages, with ids.
#[tool(name = "opportunities_get-pipelines", title = "Get pipelines", read, scope = OPPORTUNITIES_READ)]
pub(super) async fn get_pipelines(crm: &HighLevel, args: PipelineSearch) -> Result<PipelinePage, ToolError> {
    let (pipelines, more) = crm.list(AllPipelines {}, args.paging, args.fields, None).await?;
    Ok(PipelinePage { pipelines, more })
}
