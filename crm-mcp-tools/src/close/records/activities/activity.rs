//! An activity of any type, as a list shows it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::{
    close::{records::custom_values::CloseRecord, shapes::LongText},
    crm::record::record,
};

/// An activity of any type: what happened at a lead.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Activity {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Type: `Call`, `Email`, `Meeting`, `Note`, `SMS` and others.
    #[serde(rename = "_type")]
    pub kind: Option<String>,
    /// When it happened.
    #[record(time)]
    pub activity_at: Option<String>,
    /// Id of the lead.
    pub lead_id: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Id of the user.
    pub user_id: Option<String>,
    /// Name of the user.
    pub user_name: Option<String>,
    /// Which way a call or message went.
    pub direction: Option<String>,
    /// Where a call, message or meeting stands.
    pub status: Option<String>,
    /// How a call ended.
    pub disposition: Option<String>,
    /// Length of a call or meeting in seconds.
    pub duration: Option<Number>,
    /// Id of the outcome.
    pub outcome_id: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Subject of an email.
    pub subject: Option<String>,
    /// Sender of an email.
    pub sender: Option<String>,
    /// Text of a note, or the note on a call.
    pub note: LongText<1000>,
    /// The beginning of an email.
    pub body_preview: LongText<1000>,
    /// Text of a message.
    pub text: LongText<1000>,
    /// The status that a lead or opportunity had.
    pub old_status_label: Option<String>,
    /// The status that it got.
    pub new_status_label: Option<String>,
    /// Text of a task that was done.
    pub task_text: LongText<1000>,
    /// Id of the type of a custom activity.
    pub custom_activity_type_id: Option<String>,
    /// Id of the voice agent.
    pub agent_config_id: Option<String>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
}

impl CloseRecord for Activity {}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(activity: &mut Activity) {
    for text in [&mut activity.note, &mut activity.body_preview, &mut activity.text, &mut activity.task_text] {
        text.cut_to(300);
    }
    if activity.user_name.is_some() {
        activity.user_id = None;
    }
    if activity.activity_at.is_some() {
        activity.date_created = None;
    }
}
