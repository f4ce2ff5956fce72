//! A task: something to do at a lead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::custom_values::CloseRecord;
use crate::{close::shapes::LongText, crm::record::record};

/// A task: something to do at a lead.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseTask {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Type: `lead` for a to-do, `outgoing_call` for a call task; Close makes others by itself, such as `missed_call`.
    #[serde(rename = "_type")]
    pub kind: Option<String>,
    /// What is to be done.
    pub text: LongText<2000>,
    /// Subject of the email that it is about.
    pub subject: Option<String>,
    /// Phone number that it is about.
    pub phone: Option<String>,
    /// When it is due: a day, or a time.
    pub date: Option<String>,
    /// Whether it is done.
    pub is_complete: Option<bool>,
    /// `high` or `medium`.
    pub priority: Option<String>,
    /// How it ended if it was not done: `abandoned`, `skipped`.
    pub resolution: Option<String>,
    /// Id of the lead.
    pub lead_id: Option<String>,
    /// Name of the lead.
    pub lead_name: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Name of the contact.
    pub contact_name: Option<String>,
    /// Id of the user who is to do it.
    pub assigned_to: Option<String>,
    /// Name of that user.
    pub assigned_to_name: Option<String>,
    /// Id of the voice agent that is to do it.
    pub agent_config_id: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
}

impl CloseRecord for CloseTask {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(task: &mut CloseTask) {
    task.text.cut_to(300);
    (task.date_created, task.date_updated) = (None, None);
    if task.assigned_to_name.is_some() {
        task.assigned_to = None;
    }
}
