//! Creating, renaming and deleting pipelines.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::ClosePipeline,
        shapes::given_fields::fields_of,
        shapes::{Deleted, OnlyId, WrittenRecord},
        tables::{
            operations::{CREATE_PIPELINE, DELETE_PIPELINE, UPDATE_PIPELINE},
            record_kinds::PIPELINE,
        },
    },
    crm::value::Id,
};

/// A pipeline to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewPipeline {
    /// Name.
    pub name: String,
}

/// Creates a pipeline for the whole organization; create_opportunity_status_tool adds its statuses.
#[tool(title = "Create pipeline", create, public)]
pub async fn create_pipeline(
    crm: &Close,
    args: NewPipeline,
    call: &Call,
) -> Result<WrittenRecord<ClosePipeline>, ToolError> {
    crm.create(&PIPELINE, &CREATE_PIPELINE, &fields_of(&args)?, call).await
}

/// The new name of a pipeline.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PipelineName {
    /// Id of the pipeline.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Its new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Renames a pipeline for the whole organization.
#[tool(title = "Update pipeline", update, public)]
pub async fn update_pipeline(
    crm: &Close,
    args: PipelineName,
    call: &Call,
) -> Result<WrittenRecord<ClosePipeline>, ToolError> {
    crm.update(&PIPELINE, &UPDATE_PIPELINE, &args.id, &fields_of(&args)?, call).await
}

/// Deletes a pipeline that is not in use and not the last one; only if the user asked for it.
#[tool(title = "Delete pipeline", delete, public)]
pub async fn delete_pipeline(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&PIPELINE, &DELETE_PIPELINE, &args.id, call).await
}
