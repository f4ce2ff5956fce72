//! A pipeline and its stages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::{
    naming::Named,
    record::{Record, record},
};

/// A pipeline, through which opportunities go stage by stage.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Pipeline {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// The stages, in the order in which opportunities go through them.
    pub stages: Vec<Record<Stage>>,
}

/// A stage of a pipeline.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Stage {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Place in the pipeline.
    pub position: Option<u64>,
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
