//! Creating and changing opportunities.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::WrittenOpportunity;
use crate::highlevel::{
    HighLevel, Id,
    confirm::{Change, Edit, Subject},
    custom_fields::{GivenFields, Model},
    operation,
    scopes::OPPORTUNITIES_WRITE,
};

/// What every write of an opportunity takes; the names are the vendor's.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct OpportunityFields {
    /// Stage's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pipeline_stage_id: Option<Id>,
    /// In the location's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    monetary_value: Option<f64>,
    /// Id of a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<Id>,
    /// By key, name or id; null empties one.
    #[serde(default, skip_serializing_if = "GivenFields::is_empty")]
    custom_fields: GivenFields,
}

// The vendor's documents name `all` as well, which only a search can mean.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Status {
    #[default]
    Open,
    Won,
    Lost,
    Abandoned,
}

/// The changes to an opportunity.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OpportunityUpdate {
    /// Opportunity's id.
    #[schemars(extend("x-alias" = ["id"]))]
    opportunity_id: Id,
    #[serde(flatten)]
    changes: Changes,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Changes {
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Status.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    /// Pipeline's id; needs pipelineStageId too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pipeline_id: Option<Id>,
    #[serde(flatten)]
    fields: OpportunityFields,
}

/// Updates the given fields of an opportunity and leaves the others.
///
/// opportunities_get-pipelines lists stages.
#[tool(name = "opportunities_update-opportunity", title = "Update opportunity", update, scope = OPPORTUNITIES_WRITE)]
pub(super) async fn update_opportunity(
    crm: &HighLevel,
    args: OpportunityUpdate,
    call: &Call,
) -> Result<WrittenOpportunity, ToolError> {
    let OpportunityUpdate { opportunity_id, changes } = args;
    if changes.pipeline_id.is_some() && changes.fields.pipeline_stage_id.is_none() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "`pipelineId` needs `pipelineStageId`")
            .next("give the stage too; opportunities_get-pipelines lists the stages of each pipeline"));
    }
    let body = crm.body_with(Model::Opportunity, &changes, &changes.fields.custom_fields).await?;
    if body.is_empty() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing is to be changed")
            .next("give a field to change; null and \"\" leave a field"));
    }
    let change = Change { doing: "Update", subject: Subject::Opportunity(&opportunity_id), edit: Edit::Overwrites };
    let request = crm.call(&operation::UPDATE_OPPORTUNITY).id(&opportunity_id).body(&body)?;
    WrittenOpportunity::by(request.confirmed(call, change).await?).await
}

/// An opportunity to create.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::highlevel) struct NewOpportunity {
    /// Contact's id.
    contact_id: Id,
    /// Pipeline's id.
    pipeline_id: Id,
    /// Name.
    #[schemars(length(min = 1))]
    name: String,
    /// Status.
    #[serde(default)]
    status: Status,
    #[serde(flatten)]
    fields: OpportunityFields,
}

/// Creates an opportunity for a contact, in the first stage of a pipeline or in the one given.
///
/// Most locations refuse a second opportunity of a contact in one pipeline; look with opportunities_search-opportunity.
#[tool(name = "opportunities_create-opportunity", title = "Create opportunity", create, scope = OPPORTUNITIES_WRITE)]
pub(in crate::highlevel) async fn create_opportunity(
    crm: &HighLevel,
    args: NewOpportunity,
    call: &Call,
) -> Result<WrittenOpportunity, ToolError> {
    let body = crm.body_with(Model::Opportunity, &args, &args.fields.custom_fields).await?;
    let subject = Subject::Contact(&args.contact_id);
    let change = Change { doing: "Create an opportunity for", subject, edit: Edit::Adds };
    let request = crm.call(&operation::CREATE_OPPORTUNITY).body(&body)?;
    WrittenOpportunity::by(request.confirmed(call, change).await?).await
}
