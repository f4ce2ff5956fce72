//! A pipeline and its statuses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::records::custom_values::CloseRecord,
    crm::{
        naming::Named,
        record::{Record, record},
    },
};

/// A pipeline, through which opportunities go status by status.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ClosePipeline {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Its statuses, in the order in which opportunities go through them.
    pub statuses: Vec<Record<PipelineStatus>>,
}

/// A status that the opportunities of a pipeline can have.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PipelineStatus {
    /// Id.
    #[record(id)]
    pub id: String,
    /// What it is called.
    pub label: Option<String>,
    /// What it means: `active`, `won`, `lost`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Id of its pipeline.
    pub pipeline_id: Option<String>,
}

impl CloseRecord for ClosePipeline {}

impl CloseRecord for PipelineStatus {}

impl Named for ClosePipeline {
    const KIND: &'static str = "pipeline";
    const BY: &'static str = "give a pipeline by name or id; find_pipelines_and_opportunity_statuses lists them";
    const APART: &'static str = "give the pipeline's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }
}
