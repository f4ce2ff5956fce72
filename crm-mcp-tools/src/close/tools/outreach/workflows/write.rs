//! Creating workflows.

use crm_mcp_core::{Call, ErrorCode, ToolError, excerpt, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::NewWorkflowStep;
use crate::close::{
    context::Close,
    records::Workflow,
    shapes::WrittenRecord,
    tables::{operations::CREATE_WORKFLOW, record_kinds::WORKFLOW},
};

/// A workflow to create.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewWorkflow {
    /// Name; no other workflow has it.
    pub name: String,
    /// In order, each with what it needs, such as email_template_id or sms_template_id; the templates are shared ones.
    #[schemars(length(min = 1))]
    pub steps: Vec<NewWorkflowStep>,
    /// What puts contacts into it; by hand if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<WorkflowTrigger>,
    /// IANA time zone of its hours; yours if not given.
    // Close's own server takes none, and the API makes no workflow without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
}

/// What puts contacts into a workflow.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
#[non_exhaustive]
pub struct WorkflowTrigger {
    /// contact-manual; others are made in Close.
    pub trigger_type: String,
}

/// The one trigger for which the API documents what to send.
const BY_HAND: &str = "contact-manual";

/// Creates a workflow (sequence) as a draft; find_email_templates and find_sms_templates give the templates' ids.
#[tool(title = "Create workflow", create, public)]
pub async fn create_workflow(
    crm: &Close,
    args: NewWorkflow,
    call: &Call,
) -> Result<WrittenRecord<Workflow>, ToolError> {
    check_trigger(args.trigger.as_ref())?;
    let steps: Vec<_> =
        args.steps.iter().enumerate().map(|(place, step)| step.for_api(place)).collect::<Result<_, _>>()?;
    let timezone = match args.timezone {
        Some(timezone) => timezone,
        None => own_timezone(crm).await?,
    };
    let body = json!({
        "name": args.name,
        "status": "draft",
        "timezone": timezone,
        "allow_manual_enrollment": true,
        "steps": steps,
    });
    let body: Map<String, Value> = serde_json::from_value(body).map_err(ToolError::internal)?;
    crm.create(&WORKFLOW, &CREATE_WORKFLOW, &body, call).await
}

fn check_trigger(trigger: Option<&WorkflowTrigger>) -> Result<(), ToolError> {
    let Some(trigger) = trigger.filter(|trigger| trigger.trigger_type.trim() != BY_HAND) else { return Ok(()) };
    let cause = format!(
        "a workflow with the trigger `{}` cannot be made over the API, only one with {BY_HAND}",
        excerpt(&trigger.trigger_type)
    );
    Err(ToolError::new(ErrorCode::InvalidArguments, cause)
        .with_next_step("create it without a trigger, and have the user set the trigger in Close"))
}

/// The time zone in which the user whose credential it is was last seen.
async fn own_timezone(crm: &Close) -> Result<String, ToolError> {
    let (me, _) = crm.me().await?;
    me.slim.last_used_timezone.filter(|timezone| !timezone.is_empty()).ok_or_else(|| {
        ToolError::new(ErrorCode::InvalidArguments, "Close does not say in which time zone the user is")
            .with_next_step("give timezone, an IANA name such as America/New_York")
    })
}
