//! Listing the pipelines and their stages.

use std::time::Duration;

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        page::{List, Page, Paging, Rows},
        record::{Fields, Record},
    },
    highlevel::{
        context::{HighLevel, more::More},
        dialect::HighLevelDialect,
        known::Known,
        records::Pipeline,
        tables::{operation, scopes::OPPORTUNITIES_READ},
    },
};

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
    type Crm = HighLevel;
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
}

impl Asked<HighLevelDialect> for Record<Pipeline> {
    fn kept(known: &Known) -> &Recent<Self> {
        &known.pipelines
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        pipelines(crm).await
    }
}

/// Lists the pipelines and their stages, with ids.
#[tool(name = "opportunities_get-pipelines", title = "Get pipelines", read, scope = OPPORTUNITIES_READ)]
pub(super) async fn get_pipelines(crm: &HighLevel, args: PipelineSearch) -> Result<PipelinePage, ToolError> {
    let (pipelines, more) = crm.list(AllPipelines {}, args.paging, args.fields, None).await?;
    Ok(PipelinePage { pipelines, more })
}
