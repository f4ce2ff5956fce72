//! A workflow, which the API calls a sequence: steps that are taken with a contact or a lead, one after the other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::{
    close::records::custom_values::CloseRecord,
    crm::record::{Record, record},
};

/// A workflow: steps that are taken with a contact or a lead, one after the other.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Workflow {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// `draft`, `active`, `paused` or `archived`.
    pub status: Option<String>,
    /// IANA time zone of its hours.
    pub timezone: Option<String>,
    /// Whether contacts can be put into it by hand.
    pub allow_manual_enrollment: Option<bool>,
    /// Id of the user whom it belongs to.
    pub owner_id: Option<String>,
    /// Its steps in order.
    pub steps: Vec<Record<WorkflowStep>>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
}

/// A step of a workflow.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WorkflowStep {
    /// What is done: `email`, `sms`, `call`, `task` and others.
    pub step_type: Option<String>,
    /// Seconds between the step before and this one.
    pub delay: Option<Number>,
    /// Id of the template of an email.
    pub email_template_id: Option<String>,
    /// Id of the template of a text message.
    pub sms_template_id: Option<String>,
}

impl CloseRecord for Workflow {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(workflow: &mut Workflow) {
    (workflow.timezone, workflow.owner_id, workflow.date_created) = (None, None, None);
    for step in &mut workflow.steps {
        let step = &mut step.slim;
        (step.email_template_id, step.sms_template_id) = (None, None);
    }
}
