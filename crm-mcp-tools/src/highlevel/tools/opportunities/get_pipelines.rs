//! Listing the pipelines and their stages.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Page, Paging},
        record::{Fields, Record},
    },
    highlevel::{
        context::HighLevel, dialect::HighLevelDialect, lookups::pipelines::pipelines, records::Pipeline,
        tables::scopes::OPPORTUNITIES_READ,
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
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PipelineSearch {
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

/// All pipelines of the location.
#[derive(Debug, Serialize, Deserialize)]
struct AllPipelines {}

impl List for AllPipelines {
    const NAME: &'static str = "pipelines";
    type Dialect = HighLevelDialect;
    type Slim = Pipeline;
    type At = ();

    async fn page(&self, crm: &HighLevel, _: Option<&()>, _: u16) -> Result<Page<Pipeline, ()>, ToolError> {
        Ok(Page::whole(pipelines(crm).await?))
    }
}

/// Lists the pipelines and their stages, with ids.
#[tool(name = "opportunities_get-pipelines", title = "Get pipelines", read, scope = OPPORTUNITIES_READ)]
pub(super) async fn get_pipelines(crm: &HighLevel, args: PipelineSearch) -> Result<PipelinePage, ToolError> {
    let (pipelines, more) = crm.list(AllPipelines {}, args.paging, args.fields, None).await?;
    Ok(PipelinePage { pipelines, more })
}

impl HighLevel {
    /// Lists the pipelines and their stages.
    pub async fn get_pipelines(&self, search: PipelineSearch) -> Result<PipelinePage, ToolError> {
        get_pipelines(self, search).await
    }
}
