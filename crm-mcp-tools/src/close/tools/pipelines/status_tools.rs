//! Reading, creating, renaming and deleting the statuses that opportunities can have.

use crm_mcp_core::{Call, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::PipelineStatus,
        shapes::given_fields::fields_of,
        shapes::{ById, Deleted, OnlyId, WrittenRecord},
        tables::{
            operations::{
                CREATE_OPPORTUNITY_STATUS, DELETE_OPPORTUNITY_STATUS, GET_OPPORTUNITY_STATUS, UPDATE_OPPORTUNITY_STATUS,
            },
            record_kinds::OPPORTUNITY_STATUS,
        },
        tools::opportunities::OpportunityState,
    },
    crm::{record::Record, value::Id},
};

/// Reads a status that opportunities can have.
#[tool(title = "Fetch opportunity status", read, public)]
pub async fn fetch_opportunity_status(crm: &Close, args: ById) -> Result<Record<PipelineStatus>, ToolError> {
    OPPORTUNITY_STATUS.check(&args.id)?;
    crm.fetch(&GET_OPPORTUNITY_STATUS, args).await
}

/// A status of opportunities to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewOpportunityStatus {
    /// What it is called.
    pub label: String,
    /// Name or id of the pipeline.
    #[serde(skip_serializing)]
    pub pipeline_id: String,
    /// What it means.
    #[serde(rename = "type")]
    pub kind: OpportunityState,
}

/// Adds a status to a pipeline, for the whole organization.
#[tool(title = "Create opportunity status", create, public)]
pub async fn create_opportunity_status_tool(
    crm: &Close,
    args: NewOpportunityStatus,
    call: &Call,
) -> Result<WrittenRecord<PipelineStatus>, ToolError> {
    let mut body = fields_of(&args)?;
    body.insert("pipeline_id".to_owned(), crm.pipeline_id(&args.pipeline_id).await?.into());
    crm.create(&OPPORTUNITY_STATUS, &CREATE_OPPORTUNITY_STATUS, &body, call).await
}

/// The new label of a status of opportunities.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OpportunityStatusName {
    /// Id of the status.
    #[serde(skip_serializing)]
    pub id: Id,
    /// Its new label.
    pub label: String,
}

/// Renames a status that opportunities can have, for the whole organization. update_opportunity moves an opportunity.
#[tool(title = "Update opportunity status", update, public)]
pub async fn update_opportunity_status_tool(
    crm: &Close,
    args: OpportunityStatusName,
    call: &Call,
) -> Result<WrittenRecord<PipelineStatus>, ToolError> {
    crm.update(&OPPORTUNITY_STATUS, &UPDATE_OPPORTUNITY_STATUS, &args.id, &fields_of(&args)?, call).await
}

/// Deletes a status of opportunities that is not in use and not the last one; only if the user asked for it.
#[tool(title = "Delete opportunity status", delete, public)]
pub async fn delete_opportunity_status_tool(crm: &Close, args: OnlyId, call: &Call) -> Result<Deleted, ToolError> {
    crm.delete(&OPPORTUNITY_STATUS, &DELETE_OPPORTUNITY_STATUS, &args.id, call).await
}
