//! Creating and changing opportunities.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::{Map, Value};

use super::WrittenOpportunity;
use crate::{
    crm::{refusal::details, value::Id},
    highlevel::{
        changes::{
            location_change::{Edit, LocationChange},
            lost_create::Created,
            whom::Whom,
        },
        context::HighLevel,
        lookups::{custom_fields::GivenFields, stages::is_name},
        records::{LostReason, Model, Opportunity, OpportunityAnswer},
        tables::{operations, scopes::OPPORTUNITIES_WRITE},
        tools::given_texts::{leave_out_empty, not_empty},
    },
};

/// What every write of an opportunity takes; the names are the vendor's.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunityFields {
    /// Stage's name or id.
    #[schemars(extend("x-alias" = ["stage"]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline_stage_id: Option<String>,
    /// Value of the deal, in the location's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monetary_value: Option<f64>,
    /// Id of the user in charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<Id>,
    /// Values by the field's key, name or id; null empties one.
    #[serde(default, skip_serializing_if = "GivenFields::is_empty")]
    pub custom_fields: GivenFields,
}

// The vendor's documents name `all` as well, which only a search can mean.
/// The status of an opportunity.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum OpportunityStatus {
    #[default]
    Open,
    Won,
    Lost,
    Abandoned,
}

/// The changes to an opportunity.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunityUpdate {
    /// Opportunity's id.
    #[schemars(extend("x-alias" = ["id"]))]
    pub opportunity_id: Id,
    /// What is changed.
    #[serde(flatten)]
    pub changes: OpportunityChanges,
}

/// The fields that an update changes. A text that is empty leaves a field as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunityChanges {
    /// Name of the opportunity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Status of the opportunity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<OpportunityStatus>,
    /// Reason's name or id; needs status lost.
    #[schemars(extend("x-alias" = ["lostReason"]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_reason_id: Option<String>,
    /// Pipeline's name or id; needs pipelineStageId too.
    #[schemars(extend("x-alias" = ["pipeline"]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline_id: Option<String>,
    /// The fields that are written.
    #[serde(flatten)]
    pub fields: OpportunityFields,
}

impl OpportunityUpdate {
    /// Changes to this opportunity, none so far.
    pub fn new(opportunity: &Id) -> Self {
        Self { opportunity_id: opportunity.clone(), changes: OpportunityChanges::default() }
    }
}

/// Updates the given fields of an opportunity and leaves the others; a new stage may start workflows.
///
/// opportunities_get-pipelines lists stages.
#[tool(name = "opportunities_update-opportunity", title = "Update opportunity", update, open_world, scope = OPPORTUNITIES_WRITE)]
pub(super) async fn update_opportunity(
    crm: &HighLevel,
    args: OpportunityUpdate,
    call: &Call,
) -> Result<WrittenOpportunity, ToolError> {
    let OpportunityUpdate { opportunity_id, mut changes } = args;
    let OpportunityChanges { name, lost_reason_id, pipeline_id, fields, .. } = &mut changes;
    leave_out_empty([name, lost_reason_id, pipeline_id, &mut fields.pipeline_stage_id]);
    if changes.pipeline_id.is_some() && changes.fields.pipeline_stage_id.is_none() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "`pipelineId` needs `pipelineStageId`")
            .with_next_step("give the stage too; opportunities_get-pipelines lists the stages of each pipeline"));
    }
    if changes.lost_reason_id.is_some() && !matches!(changes.status, Some(OpportunityStatus::Lost)) {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "`lostReasonId` needs `status` lost")
            .with_next_step("give status lost too, or leave lostReasonId out"));
    }
    changes.resolve_names(crm, &opportunity_id).await?;
    let body = crm.body_with(Model::Opportunity, &changes, &changes.fields.custom_fields).await?;
    if body.is_empty() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing is to be changed")
            .with_next_step("give a field to change; null and \"\" leave a field"));
    }
    let change = LocationChange::updating_opportunity("Update", &opportunity_id);
    if let Some(reason) = changes.lost_reason_id {
        return lose(crm, call, &opportunity_id, change, body, reason).await;
    }
    let request = crm.call(&operations::UPDATE_OPPORTUNITY).id(&opportunity_id).body(&body)?;
    WrittenOpportunity::after(&request.carry_out(call, &change).await?).await
}

impl HighLevel {
    /// Updates the given fields of an opportunity and leaves the others.
    pub async fn update_opportunity(
        &self,
        update: OpportunityUpdate,
        call: &Call,
    ) -> Result<WrittenOpportunity, ToolError> {
        update_opportunity(self, update, call).await
    }
}

impl OpportunityChanges {
    /// Puts ids in the place of names. A stage without its pipeline is one of the pipeline that the opportunity is in.
    async fn resolve_names(&mut self, crm: &HighLevel, opportunity: &Id) -> Result<(), ToolError> {
        if let Some(reason) = &mut self.lost_reason_id {
            *reason = crm.id_of::<LostReason>("lostReasonId", reason).await?;
        }
        let stage = self.fields.pipeline_stage_id.take();
        if self.pipeline_id.is_some() || !is_name(stage.as_deref()) {
            let given = (self.pipeline_id.take(), stage);
            (self.pipeline_id, self.fields.pipeline_stage_id) = crm.placement(given).await?;
            return Ok(());
        }
        let OpportunityAnswer { opportunity } = crm.call(&operations::GET_OPPORTUNITY).id(opportunity).send().await?;
        (_, self.fields.pipeline_stage_id) = crm.placement((opportunity.slim.pipeline_id, stage)).await?;
        Ok(())
    }
}

/// Makes all changes to an opportunity that is lost for a reason. The vendor takes the reason with the status alone, so
/// that goes out by itself, after everything else.
async fn lose(
    crm: &HighLevel,
    call: &Call,
    id: &Id,
    change: LocationChange<'_>,
    mut body: Map<String, Value>,
    reason: String,
) -> Result<WrittenOpportunity, ToolError> {
    let status = [STATUS, LOST_REASON].map(|field| (field.to_owned(), body.remove(field)));
    let status: Map<String, Value> = status.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
    let status_request = crm.call(&operations::UPDATE_STATUS).id(id).body(&status)?;
    let mut written = if body.is_empty() {
        status_request.carry_out::<IgnoredAny, _>(call, &change).await?;
        WrittenOpportunity::of(Opportunity { id: id.to_string(), ..Opportunity::default() })
    } else {
        let request = crm.call(&operations::UPDATE_OPPORTUNITY).id(id).body(&body)?;
        let done = request.carry_out(call, &change.and_also(status)).await?;
        let written = WrittenOpportunity::after(&done).await?;
        done.then::<IgnoredAny>(status_request).await.map_err(done_in_part)?;
        written
    };
    written.opportunity.status = Some("lost".to_owned());
    written.opportunity.lost_reason_id = Some(reason);
    Ok(written)
}

const STATUS: &str = "status";
const LOST_REASON: &str = "lostReasonId";

/// What is told where the opportunity was changed and its status was not.
fn done_in_part(why: ToolError) -> ToolError {
    let cause = format!("everything but status and lostReasonId was changed; of these two: {}", why.message());
    let next = why.next_step().map(|step| format!("{step}; ")).unwrap_or_default();
    let next = format!("{next}if you repeat it, give status and lostReasonId only");
    details::retold_in_part(&why, cause).with_next_step(next).with_source(why)
}

/// An opportunity to create. The texts for its pipeline and its name must not be empty.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewOpportunity {
    /// Contact's id.
    pub contact_id: Id,
    /// Pipeline's name or id.
    #[schemars(length(min = 1), extend("x-alias" = ["pipeline"]))]
    pub pipeline_id: String,
    /// Name of the opportunity.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Status of the opportunity.
    #[serde(default)]
    pub status: OpportunityStatus,
    /// The fields that are written.
    #[serde(flatten)]
    pub fields: OpportunityFields,
}

impl NewOpportunity {
    /// An opportunity of this name for a contact, in a pipeline that is given by its name or id.
    pub fn new(contact: &Id, pipeline: impl Into<String>, name: impl Into<String>) -> Self {
        let (contact_id, pipeline_id, name) = (contact.clone(), pipeline.into(), name.into());
        Self { contact_id, pipeline_id, name, status: OpportunityStatus::Open, fields: OpportunityFields::default() }
    }
}

/// Creates an opportunity for a contact, in the first stage of a pipeline or in the one given.
///
/// Most locations refuse a second opportunity of a contact in one pipeline; look with opportunities_search-opportunity.
#[tool(name = "opportunities_create-opportunity", title = "Create opportunity", create, open_world, scope = OPPORTUNITIES_WRITE)]
pub(super) async fn create_opportunity(
    crm: &HighLevel,
    mut args: NewOpportunity,
    call: &Call,
) -> Result<WrittenOpportunity, ToolError> {
    not_empty("pipelineId", &args.pipeline_id)?;
    not_empty("name", &args.name)?;
    leave_out_empty([&mut args.fields.pipeline_stage_id]);
    let given = (Some(std::mem::take(&mut args.pipeline_id)), args.fields.pipeline_stage_id.take());
    let (pipeline, stage) = crm.placement(given).await?;
    args.pipeline_id = pipeline.unwrap_or_default();
    args.fields.pipeline_stage_id = stage;
    let body = crm.body_with(Model::Opportunity, &args, &args.fields.custom_fields).await?;
    let whom = Whom::Contact(&args.contact_id);
    let change = LocationChange::new("Create an opportunity for", whom, Edit::Creates(Created::Opportunity));
    let request = crm.call(&operations::CREATE_OPPORTUNITY).body(&body)?;
    WrittenOpportunity::after(&request.carry_out(call, &change).await?).await
}

impl HighLevel {
    /// Creates an opportunity for a contact, in the first stage of a pipeline or in the one given.
    pub async fn create_opportunity(
        &self,
        opportunity: NewOpportunity,
        call: &Call,
    ) -> Result<WrittenOpportunity, ToolError> {
        create_opportunity(self, opportunity, call).await
    }
}
